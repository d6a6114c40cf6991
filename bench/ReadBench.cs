namespace Nodepoint.Bench;

/// <summary>Measures the speed of Get-NpMailbox compared with a bare parse of the same bytes, and its memory.</summary>
internal static class ReadBench
{
    public const int Rows = 200_000;

    private const int Warmups = 1;
    private const int Runs = 5;
    // An assignment to $null would collect all rows first.
    private const string Discard = "Get-NpMailbox | Out-Null";

    public static void Run(int rows)
    {
        using var panel = new PanelProcess(rows);
        using (var shell = Shell.Connected(panel.Address))
        using (var parse = new BareParse(panel.AddressOf("mail_user_get")))
        {
            var bare = new Runner($"HttpClient and Utf8JsonReader, {rows} rows", rows, () => parse.Read(rows));
            var module = new Runner($"Get-NpMailbox, {rows} rows", rows, () => shell.Run(Discard));
            for (var run = -Warmups; run < Runs; run++)
            {
                bare.Run(counts: run >= 0);
                module.Run(counts: run >= 0);
            }

            Console.WriteLine(bare);
            Console.WriteLine(module);
            Console.WriteLine($"  ratio {module.RatioTo(bare)}; {parse.Length / rows} bytes a row");
        }

        double[][] memory = [.. Enumerable.Range(0, Runs).Select(_ => Child.Measure("--memory", panel.Address.AbsoluteUri))];
        Console.WriteLine($"  peak above idle: working set {memory.Select(run => run[0]).Median():f1} MB, managed heap {memory.Select(run => run[1]).Median():f1} MB   (working set {memory.Select(run => run[0]).Runs("f1")})");
    }

    /// <summary>Reads all rows once in this process and prints the peaks above idle: working set and managed heap, in MB.</summary>
    public static void MeasureMemory(Uri panel)
    {
        using var shell = Shell.Connected(panel);
        using var peaks = new MemoryPeaks(TimeSpan.FromMilliseconds(2));
        shell.Run(Discard);
        var (workingSet, heap) = peaks.Take();
        Console.WriteLine($"{workingSet - peaks.Idle.WorkingSet:f1} {heap - peaks.Idle.Heap:f1}");
    }
}
