using System.Diagnostics;
using System.Management.Automation;
using System.Net.Http.Headers;
using System.Text;

namespace Nodepoint.Bench;

/// <summary>New-NpMailbox from many objects, over the same bodies sent by hand.</summary>
internal static class MailboxBench
{
    private const int Objects = 10_000;
    private const int Domains = 10;
    private const int Throttle = 8;
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
        ByHand(client, panel.AddressOf("mail_user_add"), bodies);

        var module = new List<double>();
        var hand = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            hand.Add(Objects / ByHand(client, panel.AddressOf("mail_user_add"), bodies).TotalSeconds);
            module.Add(Objects / ByModule(shell, rows).TotalSeconds);
        }

        Console.WriteLine($"New-NpMailbox, {Objects} objects, -ThrottleLimit {Throttle}: {module.Median():f0}/s   ({module.Runs("f0")})");
        Console.WriteLine($"HttpClient, {Objects} bodies of {body.Length} bytes, {Throttle} workers: {hand.Median():f0}/s   ({hand.Runs("f0")})");
        Console.WriteLine($"  ratio {module.Median() / hand.Median():f2}, pair by pair {module.Zip(hand, (m, h) => m / h).Median():f2}");
        RequestCounts.Print(counts, Objects, "mail_user_add");
    }

    // What Import-Csv makes of a row.
    private static PSObject Row(int number)
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("Email", $"{Name(number)}@{Domain(number)}"));
        row.Properties.Add(new PSNoteProperty("Password", "Mb-Pw-123!"));
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
