using System.Net;
using System.Text.Json;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Session;
using Nodepoint.Tests.Sandbox;
using Xunit;

namespace Nodepoint.Tests.Panel;

/// <summary>Sessions that end early, tested with the sandbox, which counts failures and locks out addresses as a panel does.</summary>
public sealed class EarlyEndTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private const int Callers = 64;
    private const int LoginSeed = 5;

    // A lockout would delay the test by five minutes.
    private static readonly TimeSpan LockOutShows = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task When_a_session_is_due_64_callers_log_in_once_and_no_dead_id_is_sent()
    {
        var time = new FakeTime();
        await using PanelConnection connection = await OpenAsync(time);
        for (int round = 1; round <= 3; round++)
        {
            await sandbox.SetFaultsAsync(new { endSessions = true });
            time.Advance(TimeSpan.FromMinutes(25));

            await AllCallAsync(connection);

            await AssertCountsAsync(logins: 1 + round, mostFailures: 0);
        }
    }

    [Fact]
    public async Task After_a_pause_64_callers_find_out_with_a_few_calls_that_their_session_is_gone()
    {
        var time = new FakeTime();
        await using PanelConnection connection = await OpenAsync(time);
        await AllCallAsync(connection);
        // With the delay, all calls would be in flight before the first response.
        await sandbox.SetFaultsAsync(new { endSessions = true, delayMs = 50 });
        time.Advance(TimeSpan.FromSeconds(2));

        await AllCallAsync(connection);

        await AssertCountsAsync(logins: 2, mostFailures: PanelSession.MaxProbes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_restart_under_64_callers_costs_one_login_and_no_call_that_reads(int delay)
    {
        await using PanelConnection connection = await OpenAsync(TimeProvider.System);
        await sandbox.SetFaultsAsync(new { delayMs = delay });

        await CallWhileAsync(connection, Callers, calls: 1280, new { restart = true });

        await AssertCountsAsync(logins: 2, PanelSession.MaxProbes);
    }

    [Fact]
    public async Task Nine_callers_bear_one_early_end_after_the_other()
    {
        await using PanelConnection connection = await OpenAsync(TimeProvider.System);
        // Calls overtake each other, so some with the ended session could arrive after the login.
        await sandbox.SetFaultsAsync(new { delayMs = new { min = 0, max = 20 } });

        for (int round = 1; round <= 6; round++)
        {
            await CallWhileAsync(connection, callers: 9, calls: 120, new { endSessions = true });
            await AssertCountsAsync(logins: 1 + round, mostFailures: 9 * round);
        }
    }

    [Fact]
    public async Task Calls_and_rows_are_read_behind_a_warning_and_a_write_is_done()
    {
        await sandbox.ResetAsync();
        await sandbox.SetFaultsAsync(new { warningPrefix = 1 });
        await using PanelConnection connection = await ConnectAsync(TimeProvider.System);

        Assert.Equal("1", await connection.CallAsync(AddDomain("noisy.test"), static (ref Utf8JsonReader r) => r.GetString()));

        List<string> rows = [];
        var all = new PanelCall("mail_domain_get", static writer => writer.WriteNumber("primary_id", -1));
        await foreach (string domain in connection.StreamAsync(all, static (ref Utf8JsonReader r) => JsonElement.ParseValue(ref r).GetProperty("domain").GetString()!)) rows.Add(domain);
        Assert.Equal(["noisy.test"], rows);
        Assert.Equal(1, (int)(await sandbox.StatsAsync())["mail_domain_add"]!);
    }

    [Theory]
    [InlineData("dropBefore")]
    [InlineData("dropAfter")]
    [InlineData("emptyServerError")]
    [InlineData("badGateway")]
    [InlineData("truncate")]
    public async Task A_login_that_meets_a_fault_is_tried_again(string fault)
    {
        await sandbox.ResetAsync();
        // With this seed the first two draws are below 0.5, and the third is not.
        await sandbox.SetFaultsAsync(new Dictionary<string, object> { [fault] = 0.5, ["seed"] = LoginSeed });

        await using PanelConnection connection = await ConnectAsync(new FakeTime());

        Assert.Equal(3, (int)(await sandbox.StatsAsync())["logins"]!);
        Assert.Equal(2, (int)(await sandbox.FaultsAsync())["given"]![fault]!);
        await sandbox.SetFaultsAsync(new { });
    }

    private static PanelCall AddDomain(string domain) => new("mail_domain_add", writer =>
    {
        writer.WriteNumber("client_id", 0);
        writer.WriteStartObject("params");
        writer.WriteNumber("server_id", 1);
        writer.WriteString("domain", domain);
        writer.WriteString("active", "y");
        writer.WriteEndObject();
    });

    // Runs calls of several callers, and an event of the sandbox in the middle of them.
    private async Task CallWhileAsync(PanelConnection connection, int callers, int calls, object act)
    {
        int left = calls;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) is >= 0 and var now)
            {
                if (now == calls / 2) await sandbox.SetFaultsAsync(act);
                Assert.NotEmpty(await connection.TextAsync("client_get"));
            }
        }))).WaitAsync(LockOutShows);
    }

    private async Task<PanelConnection> OpenAsync(TimeProvider time)
    {
        await sandbox.ResetAsync();
        return await ConnectAsync(time);
    }

    private Task<PanelConnection> ConnectAsync(TimeProvider time) => PanelConnection.OpenAsync(
        new PanelOptions { Uri = sandbox.Address, Credential = new NetworkCredential("npadmin", "Np-Admin-1!"), ThrottleLimit = Callers, Time = time },
        TestContext.Current.CancellationToken);

    private static Task<string[]> AllCallAsync(PanelConnection connection) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => connection.TextAsync("client_get")))).WaitAsync(LockOutShows);

    private async Task AssertCountsAsync(int logins, int mostFailures)
    {
        var stats = await sandbox.StatsAsync();
        Assert.Equal(logins, (int)stats["logins"]!);
        Assert.InRange((int)stats["failures"]!, 0, mostFailures);
    }
}
