using System.Diagnostics;
using System.Management.Automation;

namespace Nodepoint.Bench.Sandbox;

/// <summary>Measures New-NpMailbox and New-NpDnsRecord with a panel that delays every call, compared with the ideal speed at that concurrency.</summary>
internal sealed class DelayedBench : IDisposable
{
    /// <summary>The ideal length of each run in seconds.</summary>
    public const int Seconds = 5;

    private const int Delay = 20;
    private const int Zones = 10;
    private const int Runs = 3;
    private const int Many = 64;

    private readonly SandboxPanel _panel = SandboxPanel.Start(null);
    private readonly Shell _shell;
    private readonly int _seconds;
    private int _run;

    private DelayedBench(int seconds)
    {
        _seconds = seconds;
        _shell = Shell.Connected(new Uri(_panel.Address, "/remote/json.php"), "npadmin", "Np-Admin-1!");
    }

    public static void Run(int seconds)
    {
        using var bench = new DelayedBench(seconds);
        bench._panel.SetFaults($$"""{"delayMs":{{Delay}}}""");
        Console.WriteLine($"Sandbox in memory, {Delay} ms added to each call:");
        foreach (var throttle in new[] { 8, Many })
        {
            bench.Measure($"HttpClient, mailboxes, {throttle} at once", throttle, count => bench.ByHandAsync(count, throttle).GetAwaiter().GetResult());
            bench.Measure($"New-NpMailbox -ThrottleLimit {throttle}", throttle, count => bench.Mailboxes(count, $"{throttle}"));
            bench.Measure($"New-NpDnsRecord -ThrottleLimit {throttle}", throttle, count => bench.Records(count, $"{throttle}"));
        }

        bench.MeasureAuto("New-NpMailbox -ThrottleLimit Auto", count => bench.Mailboxes(count, "Auto"));
        bench.MeasureAuto("New-NpDnsRecord -ThrottleLimit Auto", count => bench.Records(count, "Auto"));
    }

    public void Dispose()
    {
        _shell.Dispose();
        _panel.Dispose();
    }

    // Calls per second when nothing but the delay costs time.
    private static double Ideal(int throttle) => throttle * 1000.0 / Delay;

    private void Measure(string what, int throttle, Func<int, TimeSpan> work)
    {
        var count = (int)(Ideal(throttle) * _seconds);
        work(count / 10);
        double[] speeds = [.. Enumerable.Range(0, Runs).Select(_ => count / work(count).TotalSeconds)];
        Console.WriteLine($"  {what}: {speeds.Median():f0}/s of {Ideal(throttle):f0}, {speeds.Median() / Ideal(throttle):f2}   ({speeds.Runs("f0")})");
    }

    private void MeasureAuto(string what, Func<int, TimeSpan> work)
    {
        var found = new List<(double Most, double Average)>();
        Measure(what, Many, count =>
        {
            using var watch = new RequestsInFlight();
            var taken = work(count);
            found.Add(watch.Stop());
            return taken;
        });
        Console.WriteLine($"    up to {found.Skip(1).Select(run => run.Most).Runs("f0")} requests in flight, {found.Skip(1).Select(run => run.Average).Runs("f0")} on average in the last half");
    }

    // Every run has its own domains or zones, so that all are the same size.
    private TimeSpan Mailboxes(int count, string throttle)
    {
        var run = ++_run;
        _shell.Run("$domains | New-NpMailDomain -Client acme | Out-Null", ("domains", Named("Domain", MailboxRows.Domains, number => $"run{run}-{number}.test")));
        PSObject[] rows = [.. Enumerable.Range(0, count).Select(number => MailboxRows.Of($"user{number}", $"run{run}-{number % MailboxRows.Domains}.test"))];
        return _shell.Run($"$rows | New-NpMailbox -ThrottleLimit {throttle} | Out-Null", ("rows", rows));
    }

    private TimeSpan Records(int count, string throttle)
    {
        var run = ++_run;
        _shell.Run("$zones | New-NpDnsZone -Ns ns1.nodepoint.eu -Client acme | Out-Null", ("zones", Named("Origin", Zones, number => $"zone{run}-{number}.test")));
        PSObject[] rows = [.. Enumerable.Range(0, count).Select(number => RecordRows.Of(number, $"zone{run}-{number % Zones}.test"))];
        return _shell.Run($"$rows | New-NpDnsRecord -ThrottleLimit {throttle} | Out-Null", ("rows", rows));
    }

    private async Task<TimeSpan> ByHandAsync(int count, int throttle)
    {
        var run = ++_run;
        using var client = PanelCaller.Connections(throttle);
        var callers = Enumerable.Range(0, throttle).Select(_ => new PanelCaller(client, _panel.Address)).ToArray();
        await Task.WhenAll(callers.Select(caller => caller.LoginAsync()));
        for (var number = 0; number < MailboxRows.Domains; number++)
            await callers[0].CallAsync("mail_domain_add", $$"""
                "client_id":1,"params":{"server_id":1,"domain":"run{{run}}-{{number}}.test","active":"y"}
                """);
        var next = -1;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(callers.Select(caller => Task.Run(async () =>
        {
            for (int mine; (mine = Interlocked.Increment(ref next)) < count;) await caller.CallAsync("mail_user_add", MailboxBody.Of($"user{mine}", $"run{run}-{mine % MailboxRows.Domains}.test"));
        })));
        return clock.Elapsed;
    }

    private static PSObject[] Named(string column, int count, Func<int, string> name) => [.. Enumerable.Range(0, count).Select(number =>
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty(column, name(number)));
        return row;
    })];
}
