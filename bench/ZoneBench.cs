using System.Globalization;
using System.Text;

namespace Nodepoint.Bench;

/// <summary>Measures Compare-NpDnsZone and Sync-NpDnsZone with a large zone, and their number of requests.</summary>
internal static class ZoneBench
{
    public const int Records = 10_000;

    private const int Changes = 10;
    private const int Runs = 5;

    public static void Run(int records)
    {
        using var panel = new PanelProcess();
        using var shell = Shell.Connected(panel.Address);
        using var folder = new TemporaryFolder();
        // The number of the zone is that of its records.
        var zone = PanelAnswers.ZoneName(records);
        var file = folder.FileNamed($"{zone}zone");
        File.WriteAllText(file, FileOf(zone, records));
        var (reading, comparing) = (new List<double>(), new List<double>());
        for (var run = -1; run < Runs; run++)
        {
            var read = shell.Run("Get-NpDnsRecord $zone | Out-Null", ("zone", zone)).TotalSeconds;
            var compared = shell.Run("if (@(Compare-NpDnsZone $file -Prune).Count -ne $changes) { throw 'not the expected changes' }", ("file", file), ("changes", Changes)).TotalSeconds;
            if (run < 0) continue;
            reading.Add(read);
            comparing.Add(compared);
        }

        Console.WriteLine($"Get-NpDnsRecord of a zone with {records} records: {reading.Median():f2} s   ({reading.Runs("f2")})");
        Console.WriteLine($"Compare-NpDnsZone of it with a file: {comparing.Median():f2} s   ({comparing.Runs("f2")})");
        panel.TakeCounts();
        var synced = shell.Run("if (@(Sync-NpDnsZone $file -Prune).Count -ne $changes) { throw 'not the expected changes' }", ("file", file), ("changes", Changes)).TotalSeconds;
        Console.WriteLine($"Sync-NpDnsZone, {Changes} changes in it: {synced:f2} s");
        Console.WriteLine($"  {string.Join(", ", panel.TakeCounts().Select(count => $"{count.Key} {count.Value}"))}");
    }

    private static string FileOf(string zone, int records)
    {
        var text = new StringBuilder($"$ORIGIN {zone}\n$TTL 3600\n@ IN SOA ns1 hostmaster 1 7200 540 604800 3600\n");
        for (var number = 0; number < records; number++)
        {
            // Every so often, another address.
            var address = number % (records / Changes) == 0 ? "203.0.113.255" : PanelAnswers.AddressOf(number);
            text.Append(CultureInfo.InvariantCulture, $"host{number:d5} IN A {address}\n");
        }

        return text.ToString();
    }
}
