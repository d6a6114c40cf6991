using System.Diagnostics;
using Nodepoint.Bench.Sandbox;

namespace Nodepoint.Bench.State;

/// <summary>
/// Imports a state over a line that fails one call in twenty, in every way that a call can fail, and kills the importing process twice. The same command is
/// run again until it has no error. The panel must be equal to the state then.
/// </summary>
internal static class DisturbedImport
{
    private const int MostRuns = 8;

    // Five percent together.
    private const string Faults = """{"seed":20261130,"dropBefore":0.01,"dropAfter":0.01,"emptyServerError":0.01,"badGateway":0.01,"truncate":0.005,"warningPrefix":0.005}""";

    /// <summary>Carries out the import and prints what came of it.</summary>
    /// <param name="state">The folder of the state.</param>
    /// <param name="journal">The path of the new journal.</param>
    /// <param name="lines">How many lines the journal of an import that is not disturbed has.</param>
    public static void Run(string state, string journal, int lines)
    {
        using var panel = SandboxPanel.Start(null);
        panel.SetFaults(Faults);
        var clock = Stopwatch.StartNew();
        var killed = new[] { lines / 3, lines * 2 / 3 }.Select(at => RunUntil(at, panel, state, journal)).ToArray();
        double[] last = [0, 1];
        var runs = 0;
        for (; last[1] > 0 && runs < MostRuns; runs++) last = Child.Measure("--state-resume", Remote(panel), state, journal);
        var taken = clock.Elapsed;
        panel.SetFaults("{}");
        var comparison = Child.Measure("--state-compare", Remote(panel), state);
        Console.WriteLine($"  Import-NpState -Journal, one call in twenty fails, its process killed after {killed[0]} and {killed[1]} lines of the journal: {taken.TotalSeconds:f1} s in all, {runs} runs after the kills, {last[1]:f0} errors in the last one, {comparison[1]:f0} differences");
    }

    /// <summary>Imports a folder into a panel in this process and prints the changes and the errors.</summary>
    public static void Resume(Uri panel, string folder, string journal)
    {
        using var shell = Shell.Connected(panel, "npadmin", "Np-Admin-1!");
        shell.Run($"$script:count = (Import-NpState $folder -Journal $journal -ThrottleLimit {StateBench.Throttle} -WarningAction SilentlyContinue -ErrorAction SilentlyContinue -ErrorVariable problems | Measure-Object).Count; $script:errors = $problems.Count", ("folder", folder), ("journal", journal));
        Console.WriteLine($"{shell.Get("count")} {shell.Get("errors")}");
    }

    // Returns the number of lines that the journal had at the end.
    private static int RunUntil(int lines, SandboxPanel panel, string state, string journal)
    {
        using var child = Pwsh.Start(["--state-resume", Remote(panel), state, journal], isRead: true);
        while (Lines(journal) < lines)
            if (child.WaitForExit(100)) throw new InvalidOperationException($"The import ended before line {lines} of the journal.");
        child.Kill(entireProcessTree: true);
        child.WaitForExit();
        return Lines(journal);
    }

    private static int Lines(string journal)
    {
        if (!File.Exists(journal)) return 0;
        using var stream = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var (count, piece) = (0, new byte[1024 * 1024]);
        for (int read; (read = stream.Read(piece)) > 0;) count += piece.AsSpan(0, read).Count((byte)'\n');
        return count;
    }

    private static string Remote(SandboxPanel panel) => StateBench.Remote(panel.Address);
}
