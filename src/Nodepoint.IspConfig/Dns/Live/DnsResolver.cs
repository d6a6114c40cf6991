using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Finds records through resolvers, which are asked one after the other until one has an answer.</summary>
/// <param name="client">Asks a server.</param>
/// <param name="servers">The resolvers.</param>
/// <param name="timeout">How long to wait for each.</param>
internal sealed class DnsResolver(INameServerClient client, IReadOnlyList<IPEndPoint> servers, TimeSpan timeout) : IDnsResolver
{
    /// <summary>A resolver for what asks nobody: it has no servers.</summary>
    public static IDnsResolver None { get; } = new DnsResolver(null!, [], TimeSpan.Zero);

    /// <summary>The resolvers that this computer uses.</summary>
    public static IReadOnlyList<IPEndPoint> SystemServers()
        => [.. NetworkInterface.GetAllNetworkInterfaces()
            .Where(static network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(static network => network.GetIPProperties().DnsAddresses)
            // Windows lists site-local addresses that nobody has assigned.
            .Where(static address => !address.IsIPv6SiteLocal && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
            .Distinct().Select(static address => new IPEndPoint(address, NameServerAddress.DefaultPort))];

    /// <inheritdoc/>
    public async Task<DnsResponse> ResolveAsync(string name, DnsQueryType type, CancellationToken cancel)
    {
        var reasons = new List<string>();
        foreach (var server in servers)
        {
            try
            {
                var response = await client.QueryAsync(server, new DnsQuery(name, type) { IsRecursive = true }, timeout, cancel).ConfigureAwait(false);
                if (response.Code is not (DnsResponseCode.NoError or DnsResponseCode.NameError)) reasons.Add($"{server} answered {DnsResponseCodes.NameOf(response.Code)}");
                else if (IsUnfinished(response, type)) reasons.Add($"{server} only refers to other servers, because it is not a resolver for this computer");
                else return response;
            }
            catch (NoAnswerException problem) { reasons.Add($"{server}: {problem.Message}"); }
        }

        throw new NoAnswerException(reasons.Count == 0 ? "this computer has no resolver" : string.Join("; ", reasons));
    }

    // A server that does not look further answers about names of others with a referral, or with an alias whose target it does not know. That
    // the records do not exist, an SOA record would say (RFC 2308 2).
    private static bool IsUnfinished(DnsResponse response, DnsQueryType type)
        => response is { IsRecursionAvailable: false, Code: DnsResponseCode.NoError }
            && !response.Answers.Any(record => record.Type == type) && !response.Authorities.Any(static record => record.Type == DnsQueryType.SOA)
            && (!response.IsAuthoritative || response.Answers.Any(static record => record.Type == DnsQueryType.CNAME));
}
