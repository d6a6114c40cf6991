namespace Nodepoint.Bench;

/// <summary>Get-NpMailbox over many rows: how fast, and in how much memory.</summary>
internal static class ReadBench
{
    private const double Megabyte = 1024 * 1024;
    private const int Runs = 5;
    // An assignment to $null would collect all rows first.
    private const string Discard = "Get-NpMailbox | Out-Null";

    public static void Run()
    {
        using var panel = new PanelProcess();
        using (var shell = Shell.Connected(panel.Address))
        {
            shell.Run(Discard);
            double[] speeds = [.. Enumerable.Range(0, Runs).Select(_ => PanelAnswers.Rows / shell.Run(Discard).TotalSeconds)];
            Console.WriteLine($"Get-NpMailbox, {PanelAnswers.Rows} rows: {speeds.Median():f0} rows/s   ({speeds.Runs("f0")})");
        }

        double[][] memory = [.. Enumerable.Range(0, Runs).Select(_ => Child.Measure("--memory", panel.Address.AbsoluteUri))];
        Console.WriteLine($"  peak above idle: working set {memory.Select(run => run[0]).Median():f1} MB, managed heap {memory.Select(run => run[1]).Median():f1} MB   (working set {memory.Select(run => run[0]).Runs("f1")})");
    }

    /// <summary>Reads all rows once in this process and prints the peaks above idle: working set and managed heap, in MB.</summary>
    public static void MeasureMemory(Uri panel)
    {
        using var shell = Shell.Connected(panel);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        long idle = Environment.WorkingSet, idleHeap = GC.GetTotalMemory(forceFullCollection: false);
        long peak = idle, peakHeap = idleHeap;
        using var done = new ManualResetEventSlim();
        var sampler = new Thread(() =>
        {
            do
            {
                peak = Math.Max(peak, Environment.WorkingSet);
                peakHeap = Math.Max(peakHeap, GC.GetTotalMemory(forceFullCollection: false));
            }
            while (!done.Wait(2));
        });
        sampler.Start();
        shell.Run(Discard);
        done.Set();
        sampler.Join();
        Console.WriteLine($"{(peak - idle) / Megabyte:f1} {(peakHeap - idleHeap) / Megabyte:f1}");
    }
}
