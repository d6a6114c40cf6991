using System.Diagnostics;
using System.Management.Automation;

namespace Nodepoint.Bench;

/// <summary>Pipes a million rows, created one by one, to New-NpMailbox with a journal to see whether memory stays constant. Then runs the same command again, when all rows are done.</summary>
internal static class MillionBench
{
    public const int Rows = 1_000_000;

    private const double Megabyte = 1024 * 1024;
    private const int Throttle = 8;
    private const int Marks = 10;

    public static void Run(int rows)
    {
        using var panel = new PanelProcess();
        using var folder = new TemporaryFolder();
        var journal = folder.NewFile();
        Console.WriteLine($"New-NpMailbox -Journal, {rows} rows, -ThrottleLimit {Throttle}:");
        Import(panel, journal, rows);
        var length = new FileInfo(journal).Length;
        Console.WriteLine($"  journal {length / Megabyte:f0} MB, {length / rows} bytes a row");
        Console.WriteLine("The same command again, all rows done:");
        Import(panel, journal, rows);
    }

    /// <summary>Imports the rows once in this process and prints its memory at every tenth.</summary>
    public static void MeasureOne(Uri panel, string journal, int rows)
    {
        using var shell = Shell.Connected(panel);
        using var peaks = new MemoryPeaks(TimeSpan.FromMilliseconds(20));
        Console.WriteLine($"  idle: working set {peaks.Idle.WorkingSet:f0} MB, managed heap {peaks.Idle.Heap:f0} MB");
        var clock = Stopwatch.StartNew();
        var taken = shell.Run($"$rows | New-NpMailbox -ThrottleLimit {Throttle} -Journal $journal | Out-Null", ("rows", OneByOne(rows, peaks, clock)), ("journal", journal));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"  {taken.TotalSeconds:f1} s, {rows / taken.TotalSeconds:f0}/s, {process.TotalProcessorTime.TotalMicroseconds / rows:f0} us of processor time each; peak working set {process.PeakWorkingSet64 / Megabyte:f0} MB");
    }

    private static void Import(PanelProcess panel, string journal, int rows)
    {
        panel.TakeCounts();
        Child.Relay("--million", panel.Address.AbsoluteUri, journal, $"{rows}");
        Console.WriteLine($"  {panel.TakeCounts().GetValueOrDefault("mail_user_add")} calls of mail_user_add");
    }

    // The rows are not kept: the pipeline requests the next one when a slot is free.
    private static IEnumerable<PSObject> OneByOne(int rows, MemoryPeaks peaks, Stopwatch clock)
    {
        var step = Math.Max(1, rows / Marks);
        for (var number = 0; number < rows; number++)
        {
            yield return MailboxRows.Of(number);
            // The command opens the journal at its first row.
            if (number == 0) Console.WriteLine($"  1 row after {clock.Elapsed.TotalSeconds:f1} s: {Memory(peaks)}");
            if ((number + 1) % step == 0) Console.WriteLine($"  {number + 1} rows after {clock.Elapsed.TotalSeconds:f1} s: {Memory(peaks)}");
        }
    }

    // Live objects are measured last, because the collection lowers the peaks.
    private static string Memory(MemoryPeaks peaks)
    {
        var (workingSet, heap) = peaks.Take();
        return $"peak working set {workingSet:f0} MB, peak managed heap {heap:f0} MB, alive {GC.GetTotalMemory(forceFullCollection: true) / Megabyte:f0} MB";
    }
}
