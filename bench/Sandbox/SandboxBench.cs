using System.Diagnostics;

namespace Nodepoint.Bench.Sandbox;

/// <summary>Measures mixed calls over eight connections to the sandbox, with a database file and in memory.</summary>
internal static class SandboxBench
{
    private const int Connections = 8;
    private const int CallsPerConnection = 2_500;
    private const int Warmups = 1;
    private const int Runs = 5;

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("nodepoint-bench");
        try
        {
            Measure("database file", Path.Combine(folder.FullName, "panel.db"));
            Measure("in memory", null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(string what, string? file)
    {
        using var panel = SandboxPanel.Start(file);
        using var client = PanelCaller.Connections(Connections);
        var speeds = new List<double>();
        var processor = new List<double>();
        var times = new List<double>();
        for (var run = -Warmups; run < Runs; run++)
        {
            // Every run starts from the same data.
            using (client.PostAsync(new Uri(panel.Address, "/sandbox/reset"), null).GetAwaiter().GetResult())
            {
            }

            var callers = Enumerable.Range(0, Connections).Select(_ => new PanelCaller(client, panel.Address)).ToArray();
            var mixes = callers.Select((caller, number) => new MixedCalls(caller, number)).ToArray();
            Task.WhenAll(mixes.Select(mix => Task.Run(mix.PrepareAsync))).GetAwaiter().GetResult();
            var before = panel.ProcessorTime;
            var clock = Stopwatch.StartNew();
            Task.WhenAll(mixes.Select(mix => Task.Run(() => mix.RunAsync(CallsPerConnection)))).GetAwaiter().GetResult();
            var taken = clock.Elapsed;
            if (run < 0) continue;
            var calls = callers.Sum(caller => caller.Times.Count);
            speeds.Add(calls / taken.TotalSeconds);
            processor.Add((panel.ProcessorTime - before).TotalMicroseconds / calls);
            times.AddRange(callers.SelectMany(caller => caller.Times));
        }

        Console.WriteLine($"Sandbox, {what}, mixed calls at {Connections} connections: {speeds.Median():f0}/s   ({speeds.Runs("f0")})");
        Console.WriteLine($"  p50 {times.Percentile(50):f2} ms, p99 {times.Percentile(99):f2} ms, longest {times.Max():f0} ms; {processor.Median():f0} us of the sandbox's processor time each; peak memory {panel.PeakMemory:f0} MB");
    }
}
