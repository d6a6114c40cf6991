using System.Globalization;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.Tests.Panel;
using Xunit;

namespace Nodepoint.Tests.Soak;

/// <summary>
/// Tests the module as a whole: an import over a connection with every kind of fault, whose client is killed in the middle and started again, ends
/// with every record created exactly once, the outcome of every row known, and no secret in any output.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Mailboxes = 2_000;
    private const int Records = 2_000;
    private const int Zones = 40;
    private const int Runs = 4;

    // Part of every password, and must not occur anywhere else.
    private const string Secret = "Geheim-Wort-";

    private readonly string _folder = Directory.CreateTempSubdirectory("soak").FullName;

    // Each run draws others, so they add up.
    private static readonly int[] Seeds = [.. Enumerable.Range(0, 2).Select(_ => Seed.Next())];

    public static TheoryData<int, int> Cases
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var seed in Seed.Given is { } one ? [one] : Seeds)
            {
                data.Add(seed, 8);
                data.Add(seed, 64);
            }

            return data;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public async Task Over_a_line_that_fails_and_killed_in_its_middle_an_import_ends_with_every_object_there_once(int seed, int throttleLimit)
    {
        var name = $"soak with NODEPOINT_SEED={seed}, {throttleLimit} at once";
        Seed.Report(output, name);
        var random = new Random(seed);
        string[] domains = [.. Enumerable.Range(1, Zones).Select(number => $"soak{number}.test")];
        WriteInput(domains);
        using var panel = await SoakPanel.StartAsync(domains, FirstSerial);
        var before = (await panel.ZonesAsync()).ToDictionary(zone => zone.Origin, zone => zone.Serial);
        await panel.FaultAsync(new { seed, dropBefore = 0.01, dropAfter = 0.01, emptyServerError = 0.01, badGateway = 0.01, truncate = 0.005, warningPrefix = 0.005 });

        var client = new ImportClient(panel.Address, _folder, throttleLimit);
        // In the first run the sessions end, then the panel restarts (which ends them too), then the client is killed, during the mailboxes or the
        // records. With ten or more calls in flight, no sessions are ended, because the panel can then lock out the address for five minutes, which the
        // import waits out. EarlyEndTests covers that.
        int[] moments = [.. Enumerable.Range(0, 3).Select(_ => random.Next(100, Mailboxes + Records - 200)).Order()];
        var (firstObjects, ended) = await client.RunAsync(async count =>
        {
            if (count == moments[0] && throttleLimit < 10) await panel.FaultAsync(new { endSessions = true });
            if (count == moments[1] && throttleLimit < 10) await panel.FaultAsync(new { restart = true });
            return count >= moments[2] + 1;
        });
        Seed.Report(output, $"{name}: {(throttleLimit < 10 ? $"sessions ended after {moments[0]} objects, panel restarted after {moments[1]}, " : "")}client killed after {firstObjects.Count}");
        Assert.False(ended);

        List<string> objects = [];
        for (var run = 2; run <= Runs && !IsComplete(); run++)
        {
            (objects, _) = await client.RunAsync(_ => Task.FromResult(false));
            Seed.Report(output, $"{name}: run {run}, {objects.Count} objects, {Summary(client)}");
        }

        await panel.FaultAsync(new { });
        await panel.LoginAsync();
        Assert.Equal(WantedMailboxes(domains).Order(), (await panel.MailboxesAsync()).Order());
        var zones = await panel.ZonesAsync();
        Assert.Equal(Zones, zones.Count);
        Assert.All(zones, zone =>
        {
            Assert.Equal(WantedRecords(domains).Where(record => record.Zone + "." == zone.Origin).Select(record => $"{record.Name} {record.Value}").Order(), zone.Records.Order());
            var raised = (uint)zone.Serial - (uint)before[zone.Origin];
            Assert.True(raised is > 0 and < 1u << 31, $"serial of {zone.Origin}: {before[zone.Origin]} to {zone.Serial}");
        });
        // The last run emits every object once, from the panel or from the journal.
        Assert.Equal(Mailboxes + Records, objects.Count);
        Assert.Equal(Mailboxes + Records, objects.Distinct().Count());
        CheckJournal("mailboxes.jsonl", Mailboxes);
        CheckJournal("records.jsonl", Records);
        foreach (var text in Directory.GetFiles(_folder, "*.jsonl").Select(File.ReadAllText).Append(client.Said.ToString()))
        {
            Assert.DoesNotContain(Secret, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Np-Admin-1!", text, StringComparison.Ordinal);
            Assert.DoesNotContain("$6$", text, StringComparison.Ordinal);
        }
    }

    // Most with the first serial of today; one without a serial, one that is not a date, one after the last of today, one at the maximum.
    private static long FirstSerial(int number)
    {
        var today = long.Parse(DateTime.Now.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) * 100;
        return number switch { 0 => 0, 1 => 7, 2 => today + 99, 3 => uint.MaxValue, _ => today + 1 };
    }

    private void WriteInput(string[] domains)
    {
        File.WriteAllLines(Path.Combine(_folder, "mailboxes.csv"), WantedMailboxes(domains).Select((address, number) => $"{address},{Secret}ä{number}!,1GB").Prepend("Email,Password,Quota"));
        File.WriteAllLines(Path.Combine(_folder, "records.csv"), WantedRecords(domains).Select(record => $"{record.Zone},{record.Name},A,{record.Value}").Prepend("Zone,Name,Type,Value"));
    }

    private static IEnumerable<string> WantedMailboxes(string[] domains) => Enumerable.Range(0, Mailboxes).Select(number => $"user{number}@{domains[number % domains.Length]}");

    private static IEnumerable<(string Zone, string Name, string Value)> WantedRecords(string[] domains)
        => Enumerable.Range(0, Records).Select(number => (domains[number % domains.Length], $"host{number}", $"192.0.2.{(number % 254) + 1}"));

    private bool IsComplete() => new[] { ("mailboxes.jsonl", Mailboxes), ("records.jsonl", Records) }.All(one =>
        File.Exists(Path.Combine(_folder, one.Item1)) && JournalReport.Read(Path.Combine(_folder, one.Item1)) is var report && report.IsComplete && report.DueSerials.Count == 0 && report.CountOf(JournalState.Done) == one.Item2);

    private void CheckJournal(string name, int rows)
    {
        var path = Path.Combine(_folder, name);
        var report = JournalReport.Read(path);
        Assert.Equal((rows, rows), (report.Rows, report.CountOf(JournalState.Done)));
        Assert.Empty(report.DueSerials);
        // A row that is done has no further entries.
        var done = new HashSet<string>();
        foreach (var line in File.ReadLines(path).Where(line => line.StartsWith("{\"row\":", StringComparison.Ordinal)))
        {
            var row = line[..line.IndexOf(',', StringComparison.Ordinal)];
            Assert.DoesNotContain(row, done);
            if (line.StartsWith(row + ",\"state\":\"done\"", StringComparison.Ordinal)) done.Add(row);
        }
    }

    private static string Summary(ImportClient client)
    {
        var lines = client.Said.ToString().Split('\n');
        return $"{lines.Count(line => line.Contains("the response was lost", StringComparison.Ordinal))} lost answers so far, {lines.Count(line => line.Contains("by an earlier run", StringComparison.Ordinal))} rows found done";
    }
}
