namespace Nodepoint.Bench;

/// <summary>Measures the speed and the number of requests of New-NpDnsRecord in one zone and in several.</summary>
internal static class RecordBench
{
    private const int Objects = 10_000;
    private const int Zones = 10;
    private const int Runs = 3;

    public static void Run()
    {
        using var panel = new PanelProcess();
        using var shell = Shell.Connected(panel.Address);
        foreach (var zones in new[] { Zones, 1 })
        {
            var rows = Enumerable.Range(0, Objects).Select(number => RecordRows.Of(number, PanelAnswers.ZoneName(1 + number % zones))).ToArray();
            var speeds = new List<double>();
            SortedDictionary<string, int> counts = [];
            for (var run = 0; run <= Runs; run++)
            {
                panel.TakeCounts();
                var speed = Objects / shell.Run("$rows | New-NpDnsRecord -ThrottleLimit 8 | Out-Null", ("rows", rows)).TotalSeconds;
                counts = panel.TakeCounts();
                if (run > 0) speeds.Add(speed);
            }

            Console.WriteLine($"New-NpDnsRecord, {Objects} objects in {zones} zones, -ThrottleLimit 8: {speeds.Median():f0}/s   ({speeds.Runs("f0")})");
            RequestCounts.Print(counts, Objects, "dns_a_add");
        }
    }
}
