using System.ComponentModel;
using System.Diagnostics;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.Bench;

/// <summary>Measures the reading of a large zone file compared with named-compilezone of BIND on the same file, and its memory.</summary>
internal static class ZoneFileBench
{
    public const int Records = 1_000_000;

    private const int Runs = 3;

    public static void Run(int records)
    {
        using var shell = new Shell();
        shell.Import(Repository.Module);
        Measure(records);
    }

    // The library is there once the module is imported.
    private static void Measure(int records)
    {
        using var folder = new TemporaryFolder();
        var file = folder.FileNamed("example.com.zone");
        using (var writer = new StreamWriter(file))
        {
            writer.Write("$ORIGIN example.com.\n$TTL 3600\n@ IN SOA ns1.example.net. hostmaster 1 7200 540 604800 3600\n@ IN NS ns1.example.net.\n");
            for (var number = 0; number < records; number++) writer.Write(Line(number));
        }

        var ours = new List<double>();
        var theirs = new List<double>();
        (double WorkingSet, double Heap) peaks = default;
        for (var run = -1; run < Runs; run++)
        {
            using var memory = new MemoryPeaks(TimeSpan.FromMilliseconds(5));
            var clock = Stopwatch.StartNew();
            var read = Read(file);
            var taken = clock.Elapsed.TotalSeconds;
            if (read != records + 2) throw new InvalidOperationException($"{read} records were read.");
            var (workingSet, heap) = memory.Take();
            if (run < 0) continue;
            peaks = (Math.Max(peaks.WorkingSet, workingSet - memory.Idle.WorkingSet), Math.Max(peaks.Heap, heap - memory.Idle.Heap));
            ours.Add(taken);
            if (Compile(file) is { } compiled) theirs.Add(compiled);
        }

        Console.WriteLine($"ZoneFileReader, {records} records, {new FileInfo(file).Length / (1024 * 1024)} MB: {ours.Median():f2} s   ({ours.Runs("f2")})");
        Console.WriteLine($"  peak above idle: working set {peaks.WorkingSet:f0} MB, managed heap {peaks.Heap:f0} MB");
        Console.WriteLine(theirs.Count == 0 ? "  named-compilezone was not found." : $"named-compilezone: {theirs.Median():f2} s   ({theirs.Runs("f2")}); ratio {ours.Median() / theirs.Median():f2}");
    }

    private static string Line(int number) => (number % 5) switch
    {
        0 => $"host{number} IN A 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}\n",
        1 => $"host{number} 300 IN AAAA 2001:db8::{number >> 16:x}:{number & 0xffff:x}\n",
        2 => $"alias{number} IN CNAME host{number - 2}\n",
        3 => $"host{number} IN MX 10 mail.example.net.\n",
        _ => $"host{number} IN TXT \"v=spf1 ip4:10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255} -all\"\n",
    };

    private static int Read(string file)
    {
        using var stream = File.OpenRead(file);
        var reader = new ZoneFileReader(stream) { Origin = "example.com", Error = problem => throw new InvalidOperationException(problem.ToString()) };
        return reader.Read().Count();
    }

    private static double? Compile(string file)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            using var process = Process.Start(new ProcessStartInfo("named-compilezone", ["-q", "-i", "none", "-f", "text", "-F", "raw", "-o", "/dev/null", "example.com", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0 ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException(process.StandardError.ReadToEnd());
        }
        catch (Win32Exception) { return null; }
    }
}
