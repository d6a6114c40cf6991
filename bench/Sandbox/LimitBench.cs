using System.Diagnostics;
using System.Management.Automation;

namespace Nodepoint.Bench.Sandbox;

/// <summary>Draws the throughput of New-NpMailbox over -ThrottleLimit for several panels, with what Auto reaches after its first rows.</summary>
internal sealed class LimitBench : IDisposable
{
    /// <summary>The rows of each run with a fixed limit at most, after the first.</summary>
    public const int Rows = 1_500;

    private const int First = 200;
    private const int ForAuto = 3;
    private const int Rounds = 3;

    // With few calls in flight, the speed is steady and low.
    private const int RowsPerCall = 200;
    private const int Width = 40;

    private static readonly int[] Limits = [1, 2, 4, 8, 16, 32, 64, 128];

    private static readonly (string Name, string Workers, int Delay, bool WithPasswords)[] Panels =
    [
        ("8 processes that share the cores of this computer, near", """{"count":8,"cpuMs":2,"waitMs":1,"slowDown":0.02}""", 0, true),
        ("2 processes that share the cores of this computer, near", """{"count":2,"cpuMs":2,"waitMs":1,"slowDown":0.02}""", 0, false),
        ("8 processes that wait for a database, 20 ms away", """{"count":8,"waitMs":10,"slowDown":0.02}""", 20, true),
        ("32 processes that wait for a database, 50 ms away", """{"count":32,"waitMs":40,"slowDown":0.02}""", 50, false),
    ];

    private readonly SandboxPanel _panel = SandboxPanel.Start(null);
    private readonly Shell _shell;
    private int _run;

    private LimitBench() => _shell = Shell.Connected(new Uri(_panel.Address, "/remote/json.php"), "npadmin", "Np-Admin-1!");

    public static void Run(int rows)
    {
        using var bench = new LimitBench();
        // The first run compiles the code.
        bench.Measure("8", rows * 8);
        foreach (var panel in Panels)
        {
            bench._panel.SetFaults($$"""{"workers":{{panel.Workers}},"delayMs":{{panel.Delay}}}""");
            Console.WriteLine($"{panel.Name}:");
            bench.CompareLimits(rows, areHashed: true);
            if (panel.WithPasswords) bench.CompareLimits(rows, areHashed: false);
            bench._panel.SetFaults("{}");
        }
    }

    public void Dispose()
    {
        _shell.Dispose();
        _panel.Dispose();
    }

    private void CompareLimits(int rows, bool areHashed)
    {
        Console.WriteLine(areHashed ? " with ready hashes" : " with passwords, which are hashed here");
        double[] speeds = [.. Limits.Select(limit => Measure($"{limit}", Math.Min(rows, limit * RowsPerCall), areHashed))];
        var best = Limits[Array.IndexOf(speeds, speeds.Max())];
        var rounds = Enumerable.Range(0, Rounds).Select(_ => (Best: Measure($"{best}", rows * ForAuto, areHashed), Auto: Measure("Auto", rows * ForAuto, areHashed))).ToArray();
        var auto = rounds.Select(static round => round.Auto).ToArray();
        var most = speeds.Append(auto.Median()).Max();
        foreach (var (limit, speed) in Limits.Zip(speeds)) Draw($"{limit}", speed, most);
        Draw("Auto", auto.Median(), most);
        var ratios = rounds.Select(static round => round.Auto / round.Best).ToArray();
        Console.WriteLine($"  Auto reaches {ratios.Median():f2} of {best}, round by round ({ratios.Runs("f2")})");
    }

    private static void Draw(string limit, double speed, double most) => Console.WriteLine($"  {limit,4}  {new string('#', (int)Math.Round(Width * speed / most))} {speed:f0}/s");

    // Rows per second after the first ones, in which Auto looks for its limit.
    private double Measure(string limit, int rows, bool areHashed = true)
    {
        var run = ++_run;
        var domain = new PSObject();
        domain.Properties.Add(new PSNoteProperty("Domain", $"limit{run}.test"));
        _shell.Run("$domain | New-NpMailDomain -Client acme | Out-Null", ("domain", domain));
        PSObject[] input = [.. Enumerable.Range(0, First + rows).Select(number => MailboxRows.Of($"user{number}", $"limit{run}.test", areHashed))];
        var marks = new List<TimeSpan>();
        _shell.Run($$"""$count = 0; $rows | New-NpMailbox -ThrottleLimit {{limit}} | ForEach-Object { if (++$count -eq {{First}}) { $marks.Add($clock.Elapsed) } }; $marks.Add($clock.Elapsed)""",
            ("rows", input), ("marks", marks), ("clock", Stopwatch.StartNew()));
        return rows / (marks[1] - marks[0]).TotalSeconds;
    }
}
