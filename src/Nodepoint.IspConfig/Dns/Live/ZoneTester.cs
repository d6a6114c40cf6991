using System.Net;
using Nodepoint.IspConfig.Dns.Live.Signing;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Tests what the authoritative servers of zones answer. Many zones can be tested at the same time.</summary>
/// <param name="client">Asks name servers.</param>
/// <param name="resolver">Finds name servers and the parent zone; null if only the specified servers are asked.</param>
/// <param name="options">How to test.</param>
internal sealed class ZoneTester(INameServerClient client, IDnsResolver? resolver, ZoneTestOptions options)
{
    /// <summary>Tests a zone.</summary>
    /// <param name="zone">The zone on the panel.</param>
    /// <param name="records">All its records on the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<DnsZoneTest> TestAsync(DnsZone zone, IReadOnlyList<DnsRecord> records, CancellationToken cancel)
    {
        var expected = new ExpectedZone(zone, records);
        if (!zone.Active)
            return Result(expected, [], [new DnsFinding(DnsFindingKind.NotPublished, Verdict.Fail, $"Zone {expected.Origin} is disabled on the panel, so its name servers do not serve it.", $"Enable it: Enable-NpDnsZone {expected.Origin}")]);

        var findings = new List<DnsFinding>();
        var mistakes = new RecordMistakes(expected, resolver).FindAsync(cancel);
        var delegation = await FindDelegationAsync(expected, findings, cancel).ConfigureAwait(false);
        var servers = await FindServersAsync(expected, delegation, findings, cancel).ConfigureAwait(false);
        var tests = servers.Select(server => new ServerTest(client, expected, server, options)).ToList();
        var states = await Task.WhenAll(tests.Select(test => test.RunAsync(cancel))).ConfigureAwait(false);
        foreach (var test in tests) findings.AddRange(test.Findings);
        if (delegation is not null)
        {
            var check = new DelegationCheck(expected, delegation);
            findings.AddRange(check.CheckServers());
            var told = tests.Select(test => test.Keys).OfType<IReadOnlyList<ZoneKey>>().ToList();
            findings.AddRange(check.CheckChain([.. told.SelectMany(keys => keys)], told.Count > 0));
        }

        findings.AddRange(await mistakes.ConfigureAwait(false));
        return Result(expected, states, findings);
    }

    /// <summary>Asks the servers of a zone for its serial.</summary>
    /// <param name="zone">The zone on the panel.</param>
    /// <param name="servers">The servers.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<DnsServerState[]> ReadSerialsAsync(DnsZone zone, IEnumerable<TestedServer> servers, CancellationToken cancel)
        => Task.WhenAll(servers.Select(server => ReadSerialAsync(zone, server, cancel)));

    /// <summary>Finds the servers of a zone: the specified ones, or those in its NS records.</summary>
    /// <param name="zone">The zone on the panel.</param>
    /// <param name="hosts">The host names in its NS records.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public Task<(List<TestedServer> Found, List<(NameServerAddress Server, string Reason)> Unknown)> FindServersAsync(ExpectedZone zone, IEnumerable<string> hosts, CancellationToken cancel)
        => options.Servers is { } specified
            ? NameServerFinder.FindAsync(specified, ResolveHostAsync, cancel)
            : new NameServerFinder(resolver).FindAsync(zone, hosts, cancel);

    private Task<IPAddress[]> ResolveHostAsync(string host, CancellationToken cancel)
        => resolver is null ? System.Net.Dns.GetHostAddressesAsync(host, cancel) : new NameServerFinder(resolver).AddressesAsync(null, host + ".", cancel);

    private async Task<DnsServerState> ReadSerialAsync(DnsZone zone, TestedServer server, CancellationToken cancel)
    {
        var state = new DnsServerState(server.Name, server.EndPoint.Address, server.EndPoint.Port);
        try
        {
            var response = await client.QueryAsync(server.EndPoint, new DnsQuery(zone.Origin, DnsQueryType.SOA) { IsSecure = zone.DnssecWanted }, options.Timeout, cancel).ConfigureAwait(false);
            if (!response.IsAuthoritative || SoaData.Find(response, zone.Origin.ToLowerInvariant()) is not { } soa)
                return state with { Problem = response.Code == DnsResponseCode.NoError ? "its answer is not authoritative" : $"it answered {DnsResponseCodes.NameOf(response.Code)}" };
            return state with { Serial = soa.Serial, IsCurrent = soa.IsCurrent(zone) };
        }
        catch (NoAnswerException problem) { return state with { Problem = problem.Message }; }
    }

    private async Task<Delegation?> FindDelegationAsync(ExpectedZone zone, List<DnsFinding> findings, CancellationToken cancel)
    {
        if (resolver is null) return null;
        try { return await new DelegationFinder(client, resolver, options.Timeout).FindAsync(zone.Origin, cancel).ConfigureAwait(false); }
        catch (NoAnswerException problem)
        {
            findings.Add(new DnsFinding(DnsFindingKind.NotChecked, Verdict.Warn, $"The delegation of {zone.Origin} was not checked: {problem.Message}.", "Check the resolvers of this computer, or specify others with -Resolver. With -Server alone, the delegation is not checked."));
            return null;
        }
    }

    private async Task<List<TestedServer>> FindServersAsync(ExpectedZone zone, Delegation? delegation, List<DnsFinding> findings, CancellationToken cancel)
    {
        if (zone.NameServers.Count == 0)
            findings.Add(new DnsFinding(DnsFindingKind.NotPublished, Verdict.Fail, $"Zone {zone.Origin} has no NS records on the panel. BIND does not load a zone without them.", $"Add them: New-NpDnsRecord {zone.Origin} '@' NS ns1.example.com") { Name = "@", Type = "NS" });
        var (servers, unknown) = await FindServersAsync(zone, zone.NameServers.Union(delegation?.NameServers ?? [], StringComparer.Ordinal), cancel).ConfigureAwait(false);
        foreach (var (server, reason) in unknown)
            findings.Add(new DnsFinding(DnsFindingKind.UnknownAddress, Verdict.Fail, $"The address of name server {server} was not found: {reason}.", $"Add A or AAAA records for {server.Host} in its zone, or correct the NS record.") { Server = server.ToString() });
        return servers;
    }

    private static DnsZoneTest Result(ExpectedZone zone, DnsServerState[] servers, IEnumerable<DnsFinding> findings)
        => new(zone.Origin, zone.Zone.Serial, servers, [.. findings.OrderByDescending(finding => finding.Severity)]);
}
