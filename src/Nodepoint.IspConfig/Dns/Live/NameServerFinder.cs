using System.Net;
using System.Net.Sockets;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Finds the addresses of name servers.</summary>
/// <param name="resolver">Finds addresses; null if only the panel's records can be used.</param>
internal sealed class NameServerFinder(IDnsResolver? resolver)
{
    /// <summary>Finds the addresses of servers that were specified.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="resolveHost">Finds the addresses of a host name.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The servers that have an address, and those that have none with the reason.</returns>
    public static async Task<(List<TestedServer> Found, List<(NameServerAddress Server, string Reason)> Unknown)> FindAsync(IEnumerable<NameServerAddress> servers, Func<string, CancellationToken, Task<IPAddress[]>> resolveHost, CancellationToken cancel)
    {
        var (found, unknown) = (new List<TestedServer>(), new List<(NameServerAddress, string)>());
        foreach (var server in servers.Distinct())
        {
            try
            {
                var addresses = server.Address is { } address ? [address] : await resolveHost(server.Host, cancel).ConfigureAwait(false);
                var reachable = addresses.Where(HasRoute).ToArray();
                if (reachable.Length > 0) addresses = reachable;
                if (addresses.Length == 0) unknown.Add((server, "the name has no address"));
                found.AddRange(addresses.Select(one => new TestedServer(server.ToString(), new IPEndPoint(one, server.Port))));
            }
            catch (Exception problem) when (problem is SocketException or NoAnswerException) { unknown.Add((server, problem.Message.TrimEnd('.'))); }
        }

        return (found, unknown);
    }

    // Most computers without IPv6 ask the IPv4 address of a server instead. Nothing is sent.
    private static bool HasRoute(IPAddress address)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(address, NameServerAddress.DefaultPort);
            return true;
        }
        catch (SocketException) { return false; }
    }

    /// <summary>Finds the addresses of the servers that the zone or its parent names.</summary>
    /// <param name="zone">The zone, whose own address records are used for what the resolver does not know.</param>
    /// <param name="hosts">The absolute host names, with a trailing dot.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<(List<TestedServer> Found, List<(NameServerAddress Server, string Reason)> Unknown)> FindAsync(ExpectedZone zone, IEnumerable<string> hosts, CancellationToken cancel)
        => FindAsync(hosts.Select(host => new NameServerAddress(host.TrimEnd('.'), NameServerAddress.DefaultPort)), (host, token) => AddressesAsync(zone, host + ".", token), cancel);

    /// <summary>Finds the addresses of a host.</summary>
    /// <param name="zone">The zone, whose own address records are used for what the resolver does not know.</param>
    /// <param name="host">The absolute host name, with a trailing dot.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="NoAnswerException">No resolver answered.</exception>
    public async Task<IPAddress[]> AddressesAsync(ExpectedZone? zone, string host, CancellationToken cancel)
    {
        NoAnswerException? failed = null;
        if (resolver is not null)
        {
            try
            {
                var answers = await Task.WhenAll(resolver.ResolveAsync(host, DnsQueryType.A, cancel), resolver.ResolveAsync(host, DnsQueryType.AAAA, cancel)).ConfigureAwait(false);
                var found = answers.SelectMany(answer => answer.Answers).Where(record => record.Type is DnsQueryType.A or DnsQueryType.AAAA).Select(record => new IPAddress(record.Data)).Distinct().ToArray();
                if (found.Length > 0) return found;
            }
            catch (NoAnswerException problem) { failed = problem; }
        }

        if (zone?.Contains(host) == true)
        {
            var own = new[] { DnsRecordType.A, DnsRecordType.AAAA }.SelectMany(type => zone.Find(host, type)?.Values ?? []).Select(IPAddress.Parse).ToArray();
            if (own.Length > 0) return own;
        }

        return failed is null ? [] : throw failed;
    }
}
