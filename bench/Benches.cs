using System.Globalization;
using Nodepoint.Bench.Http2;
using Nodepoint.Bench.Sandbox;
using Nodepoint.Bench.State;

namespace Nodepoint.Bench;

/// <summary>All benchmarks. They run inside pwsh.</summary>
public static class Benches
{
    // In the order in which they run. The number is the default of the optional argument.
    private static readonly (string Name, int? Number, bool IsLong, Action<int> Run)[] All =
    [
        ("mailboxes", MailboxBench.Objects, false, MailboxBench.Run),
        ("loop", LoopBench.Objects, false, LoopBench.Run),
        ("passwords", null, false, _ => PasswordBench.Run()),
        ("records", null, false, _ => RecordBench.Run()),
        ("zonefile", ZoneFileBench.Records, false, ZoneFileBench.Run),
        ("spf", SpfBench.Evaluations, false, SpfBench.Run),
        ("zones", ZoneBench.Records, false, ZoneBench.Run),
        ("mail", MailDomainBench.Domains, false, MailDomainBench.Run),
        ("hosted", HostedDomainBench.Customers, false, HostedDomainBench.Run),
        ("delayed", DelayedBench.Seconds, false, DelayedBench.Run),
        ("http2", Http2Bench.Requests, false, Http2Bench.Run),
        ("limits", LimitBench.Rows, false, LimitBench.Run),
        ("reading", ReadBench.Rows, false, ReadBench.Run),
        ("import", null, false, _ => ImportBench.Run()),
        ("csv", CsvBench.Rows, false, CsvBench.Run),
        ("sandbox", null, false, _ => SandboxBench.Run()),
        ("sandbox-large", LargeSandboxBench.Mailboxes, true, LargeSandboxBench.Run),
        ("state", StateBench.Clients, true, StateBench.Run),
        ("million", MillionBench.Rows, true, MillionBench.Run),
    ];

    /// <summary>Runs one benchmark, or all except the long ones, and returns the exit code.</summary>
    public static int Run(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        switch (args)
        {
            // The first cases are parts of benchmarks that run in separate processes.
            case ["--memory", var panel]:
                ReadBench.MeasureMemory(new Uri(panel));
                return 0;
            case ["--import", var module]:
                ImportBench.MeasureOne(module);
                return 0;
            case ["--million", var panel, var journal, var rows]:
                MillionBench.MeasureOne(new Uri(panel), journal, Number(rows));
                return 0;
            case ["--state-import", var panel, var folder]:
                StateBench.MeasureImport(new Uri(panel), folder);
                return 0;
            case ["--state-export", var panel, var folder]:
                StateBench.MeasureExport(new Uri(panel), folder);
                return 0;
            case ["--state-resume", var panel, var folder, var journal]:
                DisturbedImport.Resume(new Uri(panel), folder, journal);
                return 0;
            case ["--state-compare", var panel, var folder]:
                StateBench.MeasureComparison(new Uri(panel), folder);
                return 0;
            case []:
                Repository.ThrowIfDebug();
                foreach (var bench in All.Where(bench => !bench.IsLong)) bench.Run(bench.Number ?? 0);
                return 0;
            case [var name, .. var rest]
                when All.FirstOrDefault(bench => bench.Name == name) is { Name: not null } bench
                    && (rest is [] || (bench.Number is not null && rest is [var word] && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0)):
                Repository.ThrowIfDebug();
                bench.Run(rest is [var number] ? Number(number) : bench.Number ?? 0);
                return 0;
            default:
                Console.Error.WriteLine($"Usage: dotnet run -c Release --project bench [-- {string.Join('|', All.Select(bench => bench.Number is null ? bench.Name : $"{bench.Name} [{bench.Number}]"))}]");
                return 2;
        }
    }

    private static int Number(string word) => int.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture);
}
