using System.Diagnostics;
using Nodepoint.Bench.Sandbox;

namespace Nodepoint.Bench.State;

/// <summary>
/// Measures Export-NpState and Import-NpState with a large panel: the export of one sandbox is imported into an empty one, which must be equal then. A bare
/// HttpClient reads what the export reads, and sends what the import writes, with the same bodies and at the same concurrency.
/// </summary>
internal static class StateBench
{
    public const int Clients = 500;

    /// <summary>The calls in flight.</summary>
    public const int Throttle = 8;

    private const double Megabyte = 1024 * 1024;

    public static void Run(int clients) => RunAsync(clients).GetAwaiter().GetResult();

    /// <summary>Exports a panel in this process and prints the seconds, the objects, and the peaks above idle: working set and managed heap, in MB.</summary>
    public static void MeasureExport(Uri panel, string folder)
        => Measure(panel, $"(Export-NpState $folder -IncludeSecrets -ThrottleLimit {Throttle} -WarningAction SilentlyContinue).Objects", folder);

    /// <summary>Imports a folder into a panel in this process and prints the seconds, the changes, and the peaks above idle.</summary>
    public static void MeasureImport(Uri panel, string folder)
        => Measure(panel, $"(Import-NpState $folder -ThrottleLimit {Throttle} -WarningAction SilentlyContinue -ErrorAction Stop | Measure-Object).Count", folder);

    /// <summary>Compares a folder with a panel in this process and prints the seconds, the differences, and the peaks above idle.</summary>
    public static void MeasureComparison(Uri panel, string folder)
        => Measure(panel, "(Compare-NpState $folder | Measure-Object).Count", folder);

    private static void Measure(Uri panel, string script, string folder)
    {
        using var shell = Shell.Connected(panel, "npadmin", "Np-Admin-1!");
        using var peaks = new MemoryPeaks(TimeSpan.FromMilliseconds(20));
        var taken = shell.Run($"$script:count = {script}", ("folder", folder));
        var (workingSet, heap) = peaks.Take();
        Console.WriteLine($"{taken.TotalSeconds:f3} {shell.Get("count")} {workingSet - peaks.Idle.WorkingSet:f1} {heap - peaks.Idle.Heap:f1}");
    }

    private static async Task RunAsync(int clients)
    {
        using var folder = new TemporaryFolder();
        var (made, exported, again) = (folder.FileNamed("made"), folder.FileNamed("exported"), folder.FileNamed("again"));
        StateFiles.Write(made, clients);

        // The first panel is filled through a relay that records the writes.
        using var one = SandboxPanel.Start(null);
        using var writes = new RecordingRelay(one.Address);
        var filled = Child.Measure("--state-import", Remote(writes.Address), made);
        using var reads = new RecordingRelay(one.Address);
        _ = Child.Measure("--state-export", Remote(reads.Address), folder.FileNamed("recorded"));

        var export = Child.Measure("--state-export", Remote(one.Address), exported);
        var files = new DirectoryInfo(exported).GetFiles("*.json", SearchOption.AllDirectories);
        var records = writes.Calls.Count(call => call.Function.StartsWith("dns_", StringComparison.Ordinal) && call.Function.EndsWith("_add", StringComparison.Ordinal) && call.Function != "dns_zone_add");
        var objects = export[1] + records;
        using var client = PanelCaller.Connections(Throttle);
        var bareRead = await ReplayAsync(client, one.Address, reads.Calls.Where(call => !call.IsWrite));

        using var two = SandboxPanel.Start(null);
        var import = Child.Measure("--state-import", Remote(two.Address), exported);
        using var three = SandboxPanel.Start(null);
        var bareWrite = await ReplayAsync(client, three.Address, writes.Calls.Where(call => call.IsWrite));

        var comparison = Child.Measure("--state-compare", Remote(two.Address), exported);
        _ = Child.Measure("--state-export", Remote(two.Address), again);
        var different = Differences(exported, again);

        var sent = writes.Calls.Count(call => call.IsWrite);
        Console.WriteLine($"A panel of {clients} clients, {StateFiles.Zones(clients)} zones, {StateFiles.Mailboxes(clients)} mailboxes, and {StateFiles.Sites(clients)} sites: {export[1]:f0} objects and {records} records, -ThrottleLimit {Throttle}:");
        Console.WriteLine($"  Export-NpState: {export[0]:f1} s, {objects / export[0]:f0} objects/s; peak above idle: working set {export[2]:f0} MB, managed heap {export[3]:f0} MB");
        Console.WriteLine($"  HttpClient with the same reads: {bareRead.Taken.TotalSeconds:f1} s; ratio {bareRead.Taken.TotalSeconds / export[0]:f2}");
        Console.WriteLine($"  on disk: {files.Length} files, {files.Sum(file => file.Length) / Megabyte:f1} MB, {files.Sum(file => file.Length) / objects:f0} bytes an object");
        Console.WriteLine($"  Import-NpState: {import[0]:f1} s, {objects / import[0]:f0} objects/s; peak above idle: working set {import[2]:f0} MB, managed heap {import[3]:f0} MB");
        Console.WriteLine($"  HttpClient with the same writes: {bareWrite.Taken.TotalSeconds:f1} s, {sent} calls, {bareWrite.Refused} refused; ratio {bareWrite.Taken.TotalSeconds / import[0]:f2}");
        Console.WriteLine($"  calls of the import: {writes.Calls.Count}, of which {sent} writes: {(double)writes.Calls.Count / objects:f2} an object");
        foreach (var (function, count) in writes.Calls.CountBy(call => call.Function).Where(one => one.Value > clients / 10).OrderByDescending(one => one.Value).Take(24)) Console.WriteLine($"    {function} {count}");
        Console.WriteLine($"  Compare-NpState afterwards: {comparison[0]:f1} s, {comparison[1]:f0} differences; {different} lines differ in a second export; peak above idle: working set {comparison[2]:f0} MB");
        Console.WriteLine($"  (the first panel was filled through a relay in {filled[0]:f1} s)");

        // A row of the import has a line when it is sent and one when it is done.
        DisturbedImport.Run(exported, folder.NewFile(), 2 * (int)import[1]);
    }

    public static string Remote(Uri panel) => new Uri(panel, "/remote/json.php").AbsoluteUri;

    // What is added may be needed by what follows, so a new kind of writes begins when those before it are done.
    // Records whose IDs the panel gave out in another order than before can be refused, because others name their IDs: a few of them, after the same work.
    private static async Task<(TimeSpan Taken, int Refused)> ReplayAsync(HttpClient client, Uri panel, IEnumerable<RecordedCall> calls)
    {
        var caller = new PanelCaller(client, panel);
        await caller.LoginAsync();
        var stages = new List<List<RecordedCall>>();
        var seen = new HashSet<string>();
        foreach (var call in calls.Where(call => call.Function is not ("login" or "logout")))
        {
            if (seen.Add(call.Function) || stages.Count == 0) stages.Add([]);
            stages[^1].Add(call);
        }

        var refused = 0;
        var clock = Stopwatch.StartNew();
        foreach (var stage in stages)
        {
            await Parallel.ForEachAsync(stage, new ParallelOptions { MaxDegreeOfParallelism = Throttle }, async (call, _) =>
            {
                if (!await caller.ReplayAsync(call.Function, call.BodyWith(caller.Session))) Interlocked.Increment(ref refused);
            });
        }

        return (clock.Elapsed, refused);
    }

    private static int Differences(string one, string other)
    {
        static IEnumerable<string> Lines(string folder) => Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "manifest.json")
            .SelectMany(file => File.ReadLines(file).Where(line => !line.Contains("\"Serial\"", StringComparison.Ordinal)).Select(line => $"{Path.GetRelativePath(folder, file)} {line}"));
        var lines = Lines(one).CountBy(line => line).ToDictionary();
        var others = Lines(other).CountBy(line => line).ToDictionary();
        return lines.Sum(line => Math.Abs(line.Value - others.GetValueOrDefault(line.Key))) + others.Where(line => !lines.ContainsKey(line.Key)).Sum(line => line.Value);
    }
}
