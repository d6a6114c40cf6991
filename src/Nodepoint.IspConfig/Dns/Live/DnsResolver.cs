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
                if (response.Code is DnsResponseCode.NoError or DnsResponseCode.NameError) return response;
                reasons.Add($"{server} answered {DnsResponseCodes.NameOf(response.Code)}");
            }
            catch (NoAnswerException problem) { reasons.Add($"{server}: {problem.Message}"); }
        }

        throw new NoAnswerException(reasons.Count == 0 ? "this computer has no resolver" : string.Join("; ", reasons));
    }
}
