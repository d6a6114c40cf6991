using System.Diagnostics;
using System.Management.Automation;
using System.Net.Http.Headers;
using System.Text;

namespace Nodepoint.Bench;

/// <summary>New-NpMailbox from many objects, over the same bodies sent by hand.</summary>
internal static class MailboxBench
{
    /// <summary>The hash of Mb-Pw-123!, so that the pipeline is measured and not SHA-512.</summary>
    public const string ReadyHash = "$6$rounds=5000$abcdefghijklmnop$GpWHpKME.YkWuMQBxtEHjcVoFE7seNCIGqdYst/M6bkR/dejLMLYVMZOZOLMYsUDyl72HM9lnkmf4q2d4ejSM0";

    private const int Objects = 10_000;
    private const int Domains = 10;
    private const int Throttle = 8;
    private const int Warmups = 3;
    private const int Runs = 5;

    public static void Run()
    {
        using var panel = new PanelProcess();
        using var shell = Shell.Connected(panel.Address);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Throttle, UseProxy = false });
        var rows = Enumerable.Range(0, Objects).Select(Row).ToArray();

        panel.TakeCounts();
        ByModule(shell, rows);
        var body = panel.BodyOf("mail_user_add");
        var counts = panel.TakeCounts();
        byte[][] bodies = [.. Enumerable.Range(0, Objects).Select(number => Encoding.UTF8.GetBytes(body.Replace(Name(0), Name(number), StringComparison.Ordinal).Replace(Domain(0), Domain(number), StringComparison.Ordinal)))];

        var module = new Runner(Objects, () => ByModule(shell, rows));
        var hand = new Runner(Objects, () => ByHand(client, panel.AddressOf("mail_user_add"), bodies));
        // Everything but the work: PowerShell binds the parameters of each object, and nothing is sent.
        var binding = new Runner(Objects, () => shell.Run("$rows | New-NpMailbox -WhatIf | Out-Null", ("rows", rows)));
        for (var run = -Warmups; run < Runs; run++)
        {
            hand.Run(counts: run >= 0);
            module.Run(counts: run >= 0);
            binding.Run(counts: run >= 0);
        }

        Console.WriteLine($"New-NpMailbox, {Objects} objects, -ThrottleLimit {Throttle}: {module}");
        Console.WriteLine($"HttpClient, {Objects} bodies of {body.Length} bytes, {Throttle} workers: {hand}");
        Console.WriteLine($"New-NpMailbox -WhatIf, the same objects: {binding}");
        Console.WriteLine($"  ratio {module.Speeds.Median() / hand.Speeds.Median():f2}, pair by pair {module.Speeds.Zip(hand.Speeds, (m, h) => m / h).Median():f2}");
        RequestCounts.Print(counts, Objects, "mail_user_add");
    }

    // What Import-Csv makes of a row.
    private static PSObject Row(int number)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Email", $"{Name(number)}@{Domain(number)}"));
        row.Properties.Add(new PSNoteProperty("PasswordHash", ReadyHash));
        row.Properties.Add(new PSNoteProperty("Name", "Somebody"));
        row.Properties.Add(new PSNoteProperty("Quota", "1GB"));
        return row;
    }

    private static string Name(int number) => $"user{number:d5}";

    private static string Domain(int number) => $"bench{number % Domains}.test";

    private static TimeSpan ByModule(Shell shell, PSObject[] rows)
        => shell.Run($"$rows | New-NpMailbox -ThrottleLimit {Throttle} | Out-Null", ("rows", rows));

    private static TimeSpan ByHand(HttpClient client, Uri address, byte[][] bodies)
    {
        var next = -1;
        var clock = Stopwatch.StartNew();
        Task.WhenAll(Enumerable.Range(0, Throttle).Select(_ => Task.Run(async () =>
        {
            for (int mine; (mine = Interlocked.Increment(ref next)) < bodies.Length;)
            {
                using var content = new ByteArrayContent(bodies[mine]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                using var answer = await client.PostAsync(address, content);
                await answer.Content.ReadAsByteArrayAsync();
            }
        }))).GetAwaiter().GetResult();
        return clock.Elapsed;
    }
}
