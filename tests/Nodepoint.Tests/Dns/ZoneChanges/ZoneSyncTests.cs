using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;
using Nodepoint.Tests.Writing;
using Xunit;

namespace Nodepoint.Tests.Dns.ZoneChanges;

/// <summary>The changes of a zone against a panel that others change too.</summary>
public sealed class ZoneSyncTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_someone_else_changes_between_the_plan_and_the_first_request_is_noticed_and_nothing_is_sent()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var (zone, records) = await ZoneAsync(panel);
        var plan = await Synchronizer(panel).PlanAsync(Wanted(zone, records, Record("new", "203.0.113.1", zone)), new WriteLog(), Cancel);
        var other = records.First(record => record.Type == DnsRecordType.A);
        var writer = new DnsRecordWriter(new PanelLookup(panel.Connection), new ZoneSerials(panel.Connection), WriteOptions.Default);
        await (await writer.PlanRemovalAsync(new Reference<DnsRecord>(other), new WriteLog(), Cancel)).CarryOutAsync(new WriteLog(), Cancel);
        var sent = panel.Writes.Count;
        var problem = await Assert.ThrowsAsync<PanelException>(() => plan.CarryOutAsync(new WriteLog(), Cancel));
        Assert.Equal(FaultKind.Conflict, problem.Kind);
        Assert.Contains("was removed", problem.Message, StringComparison.Ordinal);
        Assert.Equal(sent, panel.Writes.Count);
    }

    [Fact]
    public async Task A_response_that_is_lost_does_not_make_a_change_twice()
    {
        await using var panel = await RelayedPanel.StartAsync();
        var (zone, records) = await ZoneAsync(panel);
        var plan = await Synchronizer(panel).PlanAsync(Wanted(zone, records, Record("new", "203.0.113.1", zone)), new WriteLog(), Cancel);
        panel.LoseNext();
        await plan.CarryOutAsync(new WriteLog(), Cancel);
        var after = await new DnsRecordTable(panel.Connection).OfZoneAsync(zone, Cancel);
        Assert.Single(after, record => record.Name == "new");
        Assert.Equal(records.Count + 1, after.Count);
        Assert.Equal(["dns_a_add", "dns_zone_update"], panel.Writes);
    }

    [Theory]
    [InlineData("30%", 3, 10, false)]
    [InlineData("30%", 4, 10, true)]
    [InlineData("30%", 1, 2, false)]
    [InlineData("30%", 2, 3, true)]
    [InlineData("0%", 1, 100, true)]
    [InlineData("100 %", 5, 5, false)]
    [InlineData("4", 4, 5, false)]
    [InlineData("4", 5, 500, true)]
    [InlineData("12.5%", 2, 8, true)]
    public void The_limit_of_changes_is_a_number_or_a_share(string limit, int changed, int all, bool isExceeded)
        => Assert.Equal(isExceeded, ChangeLimit.Parse(limit).IsExceededBy(changed, all));

    [Fact]
    public void Additions_come_before_removals_except_where_a_record_rules_out_another()
    {
        var zone = new DnsZone { Id = 1, Origin = "example.com." };
        DnsRecord[] current = [Record("www", "203.0.113.1", zone, 1), Record("www", "203.0.113.2", zone, 2), Record("old", "203.0.113.3", zone, 3), Alias("ftp", zone, 4)];
        var wanted = new WantedZone("example.com.", null, [new(Alias("www", zone, 0), true), new(Record("ftp", "203.0.113.4", zone), true), new(Record("new", "203.0.113.5", zone), true)]);
        var changes = new ZoneComparison(zone, current, wanted) { Prunes = true }.Compare();
        var words = ZoneChangeOrder.Of("example.com.", current, changes).ConvertAll(change => change.Words);
        Assert.Equal(
            ["add A new 203.0.113.5", "remove CNAME ftp target.example.net.", "add A ftp 203.0.113.4", "remove A old 203.0.113.3", "remove A www 203.0.113.1", "remove A www 203.0.113.2", "add CNAME www target.example.net."],
            words);
    }

    private static ZoneSynchronizer Synchronizer(RelayedPanel panel) => new(new PanelLookup(panel.Connection), new ZoneSerials(panel.Connection), new ZoneSyncOptions());

    private static WantedZone Wanted(DnsZone zone, IEnumerable<DnsRecord> records, DnsRecord more) => new(zone.Origin, null, [.. records.Append(more).Select(record => new WantedRecord(record, true))]);

    private static DnsRecord Record(string name, string address, DnsZone zone, long id = 0)
        => new DnsRecord { Id = id, Zone = zone.Origin, ZoneId = zone.Id, Type = DnsRecordType.A, Data = DnsRecordData.Parse(DnsRecordType.A, address, null, zone.Origin) }.Named(name);

    private static DnsRecord Alias(string name, DnsZone zone, long id)
        => new DnsRecord { Id = id, Zone = zone.Origin, ZoneId = zone.Id, Type = DnsRecordType.CNAME, Data = DnsRecordData.Parse(DnsRecordType.CNAME, "target.example.net.", null, zone.Origin) }.Named(name);

    private static async Task<(DnsZone Zone, List<DnsRecord> Records)> ZoneAsync(RelayedPanel panel)
    {
        var zones = await new PanelLookup(panel.Connection).Table(DnsZoneNoun.Instance).ListAsync([], Cancel);
        foreach (var zone in zones)
        {
            var records = await new DnsRecordTable(panel.Connection).OfZoneAsync(zone, Cancel);
            if (records.Exists(record => record.Type == DnsRecordType.A)) return (zone, records);
        }

        throw new InvalidOperationException("The demo has no zone with an address.");
    }
}
