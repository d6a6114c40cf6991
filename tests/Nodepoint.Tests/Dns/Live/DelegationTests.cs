using System.Net;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Platform;
using Xunit;
using static Nodepoint.Tests.Dns.Live.FakeNameServers;

namespace Nodepoint.Tests.Dns.Live;

/// <summary>What the parent zone says about a zone, compared with the panel. The servers are made up, because a delegation has no port.</summary>
public sealed class DelegationTests
{
    private const string Resolver = "192.0.2.53";
    private const string Parent = "192.0.2.1";
    private const string First = "192.0.2.13";
    private const string Second = "192.0.2.14";

    private static readonly DnsZone Zone = new() { Origin = "shop.example.", Ns = "ns1.shop.example.", Mbox = "hostmaster.shop.example.", Serial = 2026010101 };

    private static readonly DnsRecord[] Records =
    [
        Record("", DnsRecordType.NS, "ns1.shop.example."), Record("", DnsRecordType.NS, "ns2.shop.example."),
        Record("ns1", DnsRecordType.A, First), Record("ns2", DnsRecordType.A, Second),
    ];

    [Fact]
    public async Task A_zone_whose_parent_and_servers_agree_passes()
    {
        var test = await TestAsync(Servers(Referral()));
        Assert.Empty(test.Findings.Select(finding => finding.Message));
        Assert.Equal((Verdict.Pass, "2/2"), (test.Verdict, test.Current));
    }

    [Fact]
    public async Task A_zone_that_its_parent_does_not_name_fails()
        => Assert.Equal([DnsFindingKind.NotDelegated], await KindsAsync(Servers(new DnsResponse { Code = DnsResponseCode.NameError, IsAuthoritative = true })));

    [Fact]
    public async Task A_server_that_only_the_zone_names_is_a_warning()
    {
        var test = await TestAsync(Servers(Referral(hosts: ["ns1.shop.example."])));
        var finding = Assert.Single(test.Findings);
        Assert.Equal((DnsFindingKind.DelegationDiffers, Verdict.Warn, "ns2.shop.example."), (finding.Kind, finding.Severity, finding.Wanted));
    }

    [Fact]
    public async Task A_server_that_only_the_parent_names_is_a_warning_and_is_tested_like_the_others()
    {
        var servers = Servers(Referral(hosts: ["ns1.shop.example.", "ns2.shop.example.", "old.host.example."]))
            .Add(Resolver, "old.host.example.", DnsQueryType.A, Answer(A("old.host.example.", "192.0.2.99")))
            .Add("192.0.2.99", "shop.example.", DnsQueryType.SOA, new DnsResponse { Code = DnsResponseCode.Refused });
        Assert.Equal([DnsFindingKind.NotServed, DnsFindingKind.DelegationDiffers], await KindsAsync(servers));
    }

    [Fact]
    public async Task Missing_glue_fails() => Assert.Equal([DnsFindingKind.GlueMissing], await KindsAsync(Servers(Referral(glue: [A("ns1.shop.example.", First)]))));

    [Fact]
    public async Task Glue_with_another_address_fails()
    {
        var finding = Assert.Single((await TestAsync(Servers(Referral(glue: [A("ns1.shop.example.", First), A("ns2.shop.example.", "192.0.2.200")])))).Findings);
        Assert.Equal((DnsFindingKind.GlueDiffers, "192.0.2.200", Second), (finding.Kind, finding.Found, finding.Wanted));
    }

    [Fact]
    public async Task A_server_whose_only_address_this_computer_cannot_reach_is_not_checked_and_no_failure()
    {
        var servers = new FakeNameServers { WithoutRoute = [Second] };
        Fill(servers, Referral());
        var test = await TestAsync(servers);
        var finding = Assert.Single(test.Findings);
        Assert.Equal((DnsFindingKind.NotChecked, Verdict.Warn, Verdict.Warn), (finding.Kind, finding.Severity, test.Verdict));
        Assert.Contains("no route", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_an_address_that_this_computer_cannot_reach_is_asked_at_its_other_one()
    {
        // No computer has a route to a link-local address without its network.
        var servers = Servers(Referral()).Add(Resolver, "ns2.shop.example.", DnsQueryType.AAAA, Answer(new DnsResponseRecord("ns2.shop.example.", DnsQueryType.AAAA, 3600, IPAddress.Parse("fe80::14").GetAddressBytes())));
        var test = await TestAsync(servers);
        Assert.Equal([First, Second], test.Servers.Select(server => server.Address!.ToString()));
        Assert.Empty(test.Findings.Select(finding => finding.Message));
    }

    [Fact]
    public async Task Zones_of_one_command_share_the_answers_of_the_resolver()
    {
        var servers = Servers(Referral());
        var resolver = new RememberingResolver(new DnsResolver(servers, [new IPEndPoint(IPAddress.Parse(Resolver), 53)], TimeSpan.FromSeconds(5)), TestContext.Current.CancellationToken);
        var tester = new ZoneTester(servers, resolver, new ZoneTestOptions());
        await tester.TestAsync(Zone, Records, TestContext.Current.CancellationToken);
        var first = servers.Asked;
        await tester.TestAsync(Zone, Records, TestContext.Current.CancellationToken);
        // The name servers are asked again; the seven questions to the resolver (NS of example., A and AAAA of three hosts) are not.
        Assert.Equal(first - 7, servers.Asked - first);
    }

    [Fact]
    public async Task A_DS_record_for_an_unsigned_zone_fails()
        => Assert.Equal([DnsFindingKind.NotSigned], await KindsAsync(Servers(Referral()).Add(Parent, "shop.example.", DnsQueryType.DS, Answer(new DnsResponseRecord("shop.example.", DnsQueryType.DS, 3600, [1, 2, 13, 2, .. new byte[32]])))));

    [Fact]
    public async Task A_parent_that_does_not_answer_is_told_with_the_reason_and_is_no_pass()
    {
        var servers = new FakeNameServers();
        foreach (var address in new[] { First, Second }) AddZone(servers, address);
        var test = await TestAsync(servers);
        var finding = Assert.Single(test.Findings, finding => finding.Kind == DnsFindingKind.NotChecked);
        Assert.Contains("no response within 5 seconds", finding.Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Warn, test.Verdict);
    }

    [Fact]
    public async Task A_parent_that_serves_the_zone_too_hides_the_delegation()
        => Assert.Empty(await KindsAsync(Servers(Answer(Host("shop.example.", DnsQueryType.NS, "ns9.shop.example.")))));

    private static DnsResponse Referral(string[]? hosts = null, DnsResponseRecord[]? glue = null) => new()
    {
        Authorities = [.. (hosts ?? ["ns1.shop.example.", "ns2.shop.example."]).Select(host => Host("shop.example.", DnsQueryType.NS, host))],
        Additionals = glue ?? [A("ns1.shop.example.", First), A("ns2.shop.example.", Second)],
    };

    private static FakeNameServers Servers(DnsResponse delegation)
    {
        var servers = new FakeNameServers();
        Fill(servers, delegation);
        return servers;
    }

    private static void Fill(FakeNameServers servers, DnsResponse delegation)
    {
        servers
            .Add(Resolver, "example.", DnsQueryType.NS, Answer(Host("example.", DnsQueryType.NS, "a.nic.example.")))
            .Add(Resolver, "a.nic.example.", DnsQueryType.A, Answer(A("a.nic.example.", Parent)))
            .Add(Resolver, "ns1.shop.example.", DnsQueryType.A, Answer(A("ns1.shop.example.", First)))
            .Add(Resolver, "ns2.shop.example.", DnsQueryType.A, Answer(A("ns2.shop.example.", Second)))
            .Add(Parent, "shop.example.", DnsQueryType.NS, delegation);
        AddZone(servers, First);
        AddZone(servers, Second);
    }

    private static void AddZone(FakeNameServers servers, string address) => servers
        .Add(address, "shop.example.", DnsQueryType.SOA, Answer(Soa("shop.example.", 2026010101)))
        .Add(address, "shop.example.", DnsQueryType.ANY, Answer(Host("shop.example.", DnsQueryType.NS, "ns1.shop.example."), Host("shop.example.", DnsQueryType.NS, "ns2.shop.example.")))
        .Add(address, "ns1.shop.example.", DnsQueryType.ANY, Answer(A("ns1.shop.example.", First)))
        .Add(address, "ns2.shop.example.", DnsQueryType.ANY, Answer(A("ns2.shop.example.", Second)));

    private static Task<DnsZoneTest> TestAsync(FakeNameServers servers)
        => new ZoneTester(servers, new DnsResolver(servers, [new IPEndPoint(IPAddress.Parse(Resolver), 53)], TimeSpan.FromSeconds(5)), new ZoneTestOptions()).TestAsync(Zone, Records, TestContext.Current.CancellationToken);

    private static async Task<IEnumerable<DnsFindingKind>> KindsAsync(FakeNameServers servers) => (await TestAsync(servers)).Findings.Select(finding => finding.Kind);

    private static DnsRecord Record(string name, DnsRecordType type, string data) => new() { Zone = "shop.example.", StoredName = name, Type = type, Data = DnsRecordData.FromPanel(type.ToString(), data, 0) };
}
