using System.Management.Automation;
using System.Text;

namespace Nodepoint.Bench;

/// <summary>Compares New-NpMailbox, with and without a journal, with sending the same bodies by hand at the same concurrency.</summary>
internal static class MailboxBench
{
    public const int Objects = 10_000;

    private const int Journalled = 8;
    private const int Warmups = 2;
    private const int Runs = 5;

    private static readonly int[] Throttles = [1, Journalled, 16];

    public static void Run(int objects)
    {
        using var panel = new PanelProcess();
        using var shell = Shell.Connected(panel.Address);
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, objects).Select(MailboxRows.Of).ToArray();

        panel.TakeCounts();
        ByModule(shell, rows, Journalled);
        var address = panel.AddressOf("mail_user_add");
        byte[][] bodies = [.. MailboxRows.Bodies(panel.BodyOf("mail_user_add"), objects).Select(Encoding.UTF8.GetBytes)];
        var counts = panel.TakeCounts();

        var clients = Throttles.ToDictionary(throttle => throttle, throttle => new HandMade(throttle));
        var hands = Throttles.ToDictionary(throttle => throttle, throttle => new Runner($"HttpClient, {throttle} at once", objects, () => clients[throttle].Send(address, bodies)));
        var modules = Throttles.ToDictionary(throttle => throttle, throttle => new Runner($"New-NpMailbox -ThrottleLimit {throttle}", objects, () => ByModule(shell, rows, throttle)));
        var journal = new Runner($"New-NpMailbox -ThrottleLimit {Journalled} -Journal", objects, () => WithJournal(shell, rows, folder.NewFile()));
        // The cost of reading and checking the rows, without sending them.
        var reading = new Runner("New-NpMailbox -WhatIf", objects, () => shell.Run("$rows | New-NpMailbox -WhatIf | Out-Null", ("rows", rows)));
        Runner[] all = [.. Throttles.SelectMany(throttle => new[] { hands[throttle], modules[throttle] }), journal, reading];
        for (var run = -Warmups; run < Runs; run++)
            foreach (var runner in all)
                runner.Run(counts: run >= 0);
        foreach (var client in clients.Values) client.Dispose();

        Console.WriteLine($"{objects} mailboxes, bodies of {bodies[0].Length} bytes:");
        foreach (var runner in all) Console.WriteLine(runner);
        foreach (var throttle in Throttles) Console.WriteLine($"  ratio at {throttle}: {modules[throttle].RatioTo(hands[throttle])}");
        Console.WriteLine($"  ratio at {Journalled} with -Journal: {journal.RatioTo(hands[Journalled])}");
        RequestCounts.Print(counts, objects, "mail_user_add");
    }

    private static TimeSpan ByModule(Shell shell, PSObject[] rows, int throttle)
        => shell.Run($"$rows | New-NpMailbox -ThrottleLimit {throttle} | Out-Null", ("rows", rows));

    private static TimeSpan WithJournal(Shell shell, PSObject[] rows, string journal)
        => shell.Run($"$rows | New-NpMailbox -ThrottleLimit {Journalled} -Journal $journal | Out-Null", ("rows", rows), ("journal", journal));
}
