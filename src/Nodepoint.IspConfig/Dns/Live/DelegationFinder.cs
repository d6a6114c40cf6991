using System.Net;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Asks the servers of the parent zone about a zone.</summary>
/// <param name="client">Asks a server.</param>
/// <param name="resolver">Finds the parent zone and its servers.</param>
/// <param name="timeout">How long to wait for each answer.</param>
internal sealed class DelegationFinder(INameServerClient client, IDnsResolver resolver, TimeSpan timeout)
{
    /// <summary>Finds the delegation of a zone.</summary>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="NoAnswerException">The parent zone was not found, or none of its servers answered.</exception>
    public async Task<Delegation> FindAsync(string zone, CancellationToken cancel)
    {
        var (parent, hosts) = await FindParentAsync(zone, cancel).ConfigureAwait(false);
        var finder = new NameServerFinder(resolver);
        var reasons = new List<string>();
        foreach (var host in hosts)
        {
            try
            {
                foreach (var address in await finder.AddressesAsync(null, host, cancel).ConfigureAwait(false))
                {
                    var server = new IPEndPoint(address, NameServerAddress.DefaultPort);
                    try { return await AskAsync(server, parent, zone, cancel).ConfigureAwait(false); }
                    catch (NoAnswerException problem) { reasons.Add($"{server.Address}: {problem.Message}"); }
                }
            }
            catch (NoAnswerException problem) { reasons.Add($"{host} {problem.Message}"); }
        }

        throw new NoAnswerException($"no server of the parent zone {parent} answered ({(reasons.Count == 0 ? "none has an address" : string.Join("; ", reasons))})");
    }

    private async Task<(string Parent, IReadOnlyList<string> Hosts)> FindParentAsync(string zone, CancellationToken cancel)
    {
        var name = zone;
        do
        {
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            name = dot == name.Length - 1 ? "." : name[(dot + 1)..];
            var servers = (await resolver.ResolveAsync(name, DnsQueryType.NS, cancel).ConfigureAwait(false)).AnswersOf(name, DnsQueryType.NS).Select(record => record.Target).ToList();
            if (servers.Count > 0) return (name, servers);
        }
        while (name != ".");
        throw new NoAnswerException("the resolver knows no parent zone");
    }

    private async Task<Delegation> AskAsync(IPEndPoint server, string parent, string zone, CancellationToken cancel)
    {
        var response = await client.QueryAsync(server, new DnsQuery(zone, DnsQueryType.NS), timeout, cancel).ConfigureAwait(false);
        if (response.Code is not (DnsResponseCode.NoError or DnsResponseCode.NameError)) throw new NoAnswerException($"the answer was {DnsResponseCodes.NameOf(response.Code)}");
        var ds = await client.QueryAsync(server, new DnsQuery(zone, DnsQueryType.DS), timeout, cancel).ConfigureAwait(false);
        if (ds.Code is not (DnsResponseCode.NoError or DnsResponseCode.NameError)) throw new NoAnswerException($"the answer about DS records was {DnsResponseCodes.NameOf(ds.Code)}");
        var records = response.Authorities.Where(record => record.Type == DnsQueryType.NS && record.Name == zone).ToList();
        return new Delegation(
            parent,
            [.. records.Select(record => record.Target).Distinct()],
            [.. response.Additionals.Where(record => record.Type is DnsQueryType.A or DnsQueryType.AAAA).Select(record => (record.Name, new IPAddress(record.Data)))],
            [.. ds.AnswersOf(zone, DnsQueryType.DS).Select(record => record.Data)])
        {
            IsHidden = response.IsAuthoritative && response.AnswersOf(zone, DnsQueryType.NS).Any(),
        };
    }
}
