using System.Text;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Xunit;

namespace Nodepoint.Tests.Dns.ZoneFiles;

/// <summary>Any zone of records that the panel accepts is written to a file and read back equal, and gives the same bytes again.</summary>
public sealed class ZoneRoundTripTests(ITestOutputHelper output)
{
    private static readonly DnsZone Zone = new() { Id = 1, Origin = "example.com.", Ns = "ns1.example.net.", Mbox = "host.example.com.", Serial = 2026113001, Ttl = 7200, Refresh = 60, Expire = int.MaxValue };

    // Set NODEPOINT_ZONES for a longer run.
    private static readonly int Zones = int.Parse(Environment.GetEnvironmentVariable("NODEPOINT_ZONES") ?? "400", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_zone_is_read_back_equal(bool isJson)
    {
        var seed = Seed.Next();
        Seed.Report(output, $"zones written and read back as {(isJson ? "JSON" : "zone files")} with NODEPOINT_SEED={seed}");
        var random = new Random(seed);
        var types = new HashSet<DnsRecordType>();
        for (var number = 0; number < Zones; number++)
        {
            // The panel also keeps records that name servers do not load.
            var all = new RandomRecords(random).Next(random.Next(1, 40));
            var records = random.Next(2) == 0 ? Loadable(all) : all;
            types.UnionWith(records.Select(record => record.Type));
            var zone = Zone with { Active = random.Next(5) > 0, Serial = random.NextInt64(uint.MaxValue) };
            var text = Write(ZoneDocument.Of(zone, records, Assert.Fail), isJson);
            var (document, problems) = Read(text);
            Assert.True(problems.Count == 0, $"{string.Join('\n', problems)}\n{text}");
            Assert.Equal(zone.Active, document!.Soa!.Active);
            Assert.Equal(zone.Serial, document.Soa.Serial);
            Assert.Equal(text, Write(document, isJson));
            var wanted = WantedZone.Of(document, "", problems.Add);
            Assert.True(problems.Count == 0, $"{string.Join('\n', problems)}\n{text}");
            var changes = new ZoneComparison(zone, records, wanted!) { Prunes = true }.Compare();
            Assert.True(changes.Count == 0, $"{string.Join('\n', changes)}\n{text}");
        }

        Assert.Equal(DnsRecordTypes.All.Count, types.Count);
    }

    /// <summary>The records without those that name servers do not load beside others.</summary>
    internal static List<DnsRecord> Loadable(List<DnsRecord> records)
    {
        var index = new DnsZoneRecords(Zone.Origin, []);
        var kept = new List<DnsRecord> { new() { Id = 100_000, Zone = Zone.Origin, ZoneId = 1, Type = DnsRecordType.NS, Data = Nodepoint.IspConfig.Dns.RecordData.DnsRecordData.Parse(DnsRecordType.NS, "ns1.example.net.", null, Zone.Origin) } };
        // A record set has one time to live, and a name server in the zone needs an address.
        var ttls = new Dictionary<(string, DnsRecordType), long> { [(Zone.Origin, DnsRecordType.NS)] = kept[0].Ttl };
        foreach (var record in records)
        {
            if (record.Active && index.Check(record) is not null) continue;
            if (record is { Active: true, Type: DnsRecordType.NS, Name: "@" } && record.Data.AbsoluteValue(Zone.Origin).EndsWith(Zone.Origin, StringComparison.Ordinal)) continue;
            if (record is { Type: DnsRecordType.DS, Name: "@" } or { Type: DnsRecordType.ALIAS, Name: "@" }) continue;
            var one = record.Active && !ttls.TryAdd((record.Fqdn, record.Type), record.Ttl) ? record with { Ttl = ttls[(record.Fqdn, record.Type)] } : record;
            if (record.Active) index.Add(one);
            kept.Add(one);
        }

        return kept;
    }

    private static string Write(ZoneDocument document, bool isJson)
    {
        using var text = new StringWriter { NewLine = "\n" };
        if (isJson) ZoneJsonWriter.Write(text, document);
        else document.WriteMaster(text);
        return text.ToString();
    }

    private static (ZoneDocument? Document, List<ZoneFileProblem> Problems) Read(string text)
    {
        var problems = new List<ZoneFileProblem>();
        var reader = new ZoneDocumentReader { Error = problems.Add, Warning = static _ => { } };
        return (reader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken), problems);
    }
}
