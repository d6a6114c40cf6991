using System.Diagnostics;
using System.Globalization;

namespace Nodepoint.Bench.Sandbox;

/// <summary>Measures the time of single calls in a large sandbox with a database file.</summary>
internal sealed class LargeSandboxBench
{
    public const int Mailboxes = 200_000;

    private const int Connections = 8;
    private const int MailboxesInDomain = 200;
    private const int Calls = 500;

    private readonly int _mailboxes;
    private readonly int _domains;
    private readonly long[] _ids;
    private int _added;

    private LargeSandboxBench(int mailboxes)
    {
        _mailboxes = _added = mailboxes;
        _domains = Math.Max(1, mailboxes / MailboxesInDomain);
        _ids = new long[mailboxes];
    }

    public static void Run(int mailboxes) => new LargeSandboxBench(mailboxes).RunAsync().GetAwaiter().GetResult();

    private async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("nodepoint-bench");
        try
        {
            var file = Path.Combine(folder.FullName, "panel.db");
            using var client = PanelCaller.Connections(Connections);
            using (var panel = SandboxPanel.Start(file))
            {
                await FillAsync(client, panel);
                Console.WriteLine($"  memory {panel.Memory:f0} MB, peak {panel.PeakMemory:f0} MB; database {new FileInfo(file).Length / 1024 / 1024} MB");
            }

            var clock = Stopwatch.StartNew();
            using var again = SandboxPanel.Start(file);
            Console.WriteLine($"Restarted with the same file: {clock.ElapsedMilliseconds} ms, memory {again.Memory:f0} MB");
            await MeasureAsync(client, again);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task FillAsync(HttpClient client, SandboxPanel panel)
    {
        var callers = await CallersAsync(client, panel, Connections);
        for (var domain = 0; domain < _domains; domain++) await callers[0].CallAsync("mail_domain_add", Added($$"""{"server_id":1,"domain":"{{Domain(domain)}}","active":"y"}"""));
        var next = -1;
        var marks = new TimeSpan[2];
        var part = _mailboxes / 10;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(callers.Select(caller => Task.Run(async () =>
        {
            for (int mine; (mine = Interlocked.Increment(ref next)) < _mailboxes;)
            {
                _ids[mine] = await AddAsync(caller, mine);
                if (mine == part - 1) marks[0] = clock.Elapsed;
                else if (mine == _mailboxes - part - 1) marks[1] = clock.Elapsed;
            }
        })));
        var taken = clock.Elapsed;
        Console.WriteLine($"Sandbox, {_mailboxes} mailboxes added at {Connections} connections: {_mailboxes / taken.TotalSeconds:f0}/s, the first tenth {part / marks[0].TotalSeconds:f0}/s, the last {part / (taken - marks[1]).TotalSeconds:f0}/s");
    }

    private async Task MeasureAsync(HttpClient client, SandboxPanel panel)
    {
        var caller = (await CallersAsync(client, panel, 1))[0];
        var random = new Random(1);
        int Some() => random.Next(_mailboxes);

        await TimeAsync("get by id", Calls, caller, () => caller.CallAsync("mail_user_get", $"\"primary_id\":{_ids[Some()]}"));
        await TimeAsync("get by address", Calls, caller, () => caller.CallAsync("mail_user_get", Filter("email", Email(Some()))));
        await TimeAsync($"get by %@domain, {MailboxesInDomain} rows", 50, caller, () => caller.CallAsync("mail_user_get", Filter("email", "%@" + Domain(Some()))));
        await TimeAsync("get by beginning%, 1 row", Calls, caller, () => caller.CallAsync("mail_user_get", Filter("email", $"user{Some()}@%")));
        await TimeAsync("get by %middle%, no row", 10, caller, () => caller.CallAsync("mail_user_get", Filter("email", "%nowhere%")));
        await TimeAsync("job count", Calls, caller, () => caller.CallAsync("monitor_jobqueue_count", "\"server_id\":0"));
        var added = new Queue<long>();
        await TimeAsync("add", Calls, caller, async () => added.Enqueue(await AddAsync(caller, _added++)));
        await TimeAsync("update", Calls, caller, () =>
        {
            var which = Some();
            return caller.CallAsync("mail_user_update", Changed(_ids[which], $$"""{"email":"{{Email(which)}}","quota":{{random.Next(1, 1000)}}000000}"""));
        });
        await TimeAsync("delete", Calls, caller, () => caller.CallAsync("mail_user_delete", $"\"primary_id\":{added.Dequeue()}"));
        var domain = 0;
        await TimeAsync($"rename of a domain with {MailboxesInDomain}", 10, caller, () => caller.CallAsync("mail_domain_update", Changed(domain + 1, $$"""{"server_id":1,"domain":"renamed{{domain++}}.test"}""")));
        await TimeAsync($"partial update of a domain with {MailboxesInDomain}", 10, caller, () => caller.CallAsync("mail_domain_update", Changed(++domain, """{"active":"n"}""")));

        Console.WriteLine($"  memory {panel.Memory:f0} MB, peak {panel.PeakMemory:f0} MB");
        caller.Times.Clear();
        var length = await caller.MeasureAsync("mail_user_get", "\"primary_id\":-1");
        Console.WriteLine($"  all rows: {caller.Times[0]:f0} ms, {length / 1024 / 1024} MB; peak memory {panel.PeakMemory:f0} MB");
    }

    private static async Task<PanelCaller[]> CallersAsync(HttpClient client, SandboxPanel panel, int count)
    {
        var callers = Enumerable.Range(0, count).Select(_ => new PanelCaller(client, panel.Address)).ToArray();
        foreach (var caller in callers) await caller.LoginAsync();
        return callers;
    }

    private static async Task TimeAsync(string what, int calls, PanelCaller caller, Func<Task> call)
    {
        await call();
        caller.Times.Clear();
        for (var i = 0; i < calls; i++) await call();
        Console.WriteLine($"  {what}: p50 {caller.Times.Percentile(50):f2} ms, p99 {caller.Times.Percentile(99):f2} ms");
    }

    private async Task<long> AddAsync(PanelCaller caller, int number)
        => long.Parse(await caller.AskForAsync("mail_user_add", MailboxBody.Of($"user{number}", Domain(number))), CultureInfo.InvariantCulture);

    private string Email(int number) => $"user{number}@{Domain(number)}";

    private string Domain(int number) => $"domain{number % _domains}.test";

    private static string Added(string values) => $"\"client_id\":1,\"params\":{values}";

    private static string Changed(long id, string values) => $"\"client_id\":1,\"primary_id\":{id},\"params\":{values}";

    private static string Filter(string column, string value) => $"\"primary_id\":{{\"{column}\":\"{value}\"}}";
}
