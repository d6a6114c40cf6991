using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Session;
using Nodepoint.IspConfig.Panel.Transport;
using Nodepoint.IspConfig.Panel.Wire;
using Xunit;

namespace Nodepoint.Tests.Panel;

public sealed class SessionTests
{
    private const string Expired = "The Session is expired or does not exist.";

    [Fact]
    public async Task However_many_callers_wait_there_is_one_login()
    {
        var time = new FakeTime();
        var release = new TaskCompletionSource();
        await using var panel = new ScriptedPanel();
        HoldRenewals(panel, release.Task);
        await using PanelConnection connection = await panel.OpenAsync(time);
        time.Advance(TimeSpan.FromMinutes(25));

        Task<string>[] calls = [.. Enumerable.Range(0, 64).Select(_ => connection.TextAsync("client_get"))];
        release.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(2, panel.Count("login"));
        Assert.Equal(64, panel.Count("client_get"));
        Assert.Single(panel.Requests.Where(r => r.Function == "client_get").Select(r => r.Session).Distinct());
    }

    [Fact]
    public async Task A_session_is_renewed_when_it_is_25_minutes_old_and_not_before()
    {
        var time = new FakeTime();
        await using var panel = new ScriptedPanel().On("client_get", Answer.Ok("1"));
        await using PanelConnection connection = await panel.OpenAsync(time);

        time.Advance(new TimeSpan(0, 24, 59));
        await connection.TextAsync("client_get");
        Assert.Equal(1, panel.Count("login"));

        time.Advance(TimeSpan.FromSeconds(1));
        await connection.TextAsync("client_get");
        Assert.Equal(2, panel.Count("login"));
        Assert.Equal(2, panel.Requests.Where(r => r.Function == "client_get").Select(r => r.Session).Distinct().Count());

        time.Advance(TimeSpan.FromMinutes(20));
        await connection.TextAsync("client_get");
        Assert.Equal(2, panel.Count("login"));
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_spoil_the_login_for_the_others()
    {
        var time = new FakeTime();
        var release = new TaskCompletionSource();
        using var giveUp = new CancellationTokenSource();
        await using var panel = new ScriptedPanel();
        HoldRenewals(panel, release.Task);
        await using PanelConnection connection = await panel.OpenAsync(time);
        time.Advance(TimeSpan.FromMinutes(25));

        Task<string> first = connection.TextAsync("client_get", giveUp.Token), second = connection.TextAsync("client_get");
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();

        Assert.Equal("1", await second);
        Assert.Equal(2, panel.Count("login"));
    }

    [Theory]
    [InlineData("client_get")]
    [InlineData("client_add")]
    public async Task A_session_that_ended_early_is_replaced_and_the_call_repeated_even_if_it_writes(string function)
    {
        await using var panel = new ScriptedPanel().On(function, Answer.Ok("1"));
        await using PanelConnection connection = await panel.OpenAsync();
        await connection.TextAsync(function);
        string dead = panel.Live.Keys.Single();
        panel.Live.Clear();

        Assert.Equal("1", await connection.TextAsync(function));
        Assert.Equal("1", await connection.TextAsync(function));

        Assert.Equal(2, panel.Count("login"));
        Assert.Equal([dead, dead, panel.Live.Keys.Single(), panel.Live.Keys.Single()], panel.Requests.Where(r => r.Function == function).Select(r => r.Session));
        Assert.Equal(0, panel.Requests.Count(r => r.Function == "logout"));
    }

    [Fact]
    public async Task A_dead_session_id_is_never_sent_again_whatever_the_concurrency()
    {
        var killed = new TaskCompletionSource();
        var inFlight = new CountdownEvent(8);
        string? dead = null;
        await using var panel = new ScriptedPanel();
        panel.On("client_get", async request =>
        {
            if (request.Session != dead) return Answer.Ok("1");
            inFlight.Signal();
            await killed.Task;
            return Answer.Fault(Expired);
        });
        await using PanelConnection connection = await panel.OpenAsync();
        await connection.TextAsync("client_get");
        dead = panel.Live.Keys.Single();

        Task<string>[] calls = [.. Enumerable.Range(0, 8).Select(_ => connection.TextAsync("client_get"))];
        await Task.Run(() => inFlight.Wait(TestContext.Current.CancellationToken));
        killed.SetResult();
        await Task.WhenAll([.. calls, .. Enumerable.Range(0, 100).Select(_ => calls[0].ContinueWith(_ => connection.TextAsync("client_get"), TaskScheduler.Default).Unwrap())]);

        Assert.Equal(2, panel.Count("login"));
        Assert.Equal(1 + 8, panel.Requests.Count(r => r.Session == dead));
        Assert.Equal(1 + 8 + 8 + 100, panel.Count("client_get"));
    }

    [Fact]
    public async Task A_body_is_held_back_when_its_session_died_on_the_way()
    {
        var session = new PanelSession("abc", new Timestamp(TimeProvider.System), TimeProvider.System);
        using PooledBuffer body = PooledBuffer.Rent();
        using var content = new PanelContent(body, session.NewLease(), new PanelCall("mail_user_add"), TimeProvider.System);
        session.MarkEnded();
        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(Stream.Null));
        Assert.True(content.Withheld);
        Assert.False(content.Started);
    }

    [Fact]
    public async Task A_panel_that_accepts_no_session_is_not_asked_forever()
    {
        await using var panel = new ScriptedPanel().On("client_get", Answer.Fault(Expired));
        await using PanelConnection connection = await panel.OpenAsync();
        PanelException fault = await connection.FaultAsync("client_get");
        Assert.Equal(FaultKind.SessionEnded, fault.Kind);
        Assert.Equal(2, panel.Count("client_get"));
        Assert.Equal(2, panel.Requests.Where(r => r.Function == "client_get").Select(r => r.Session).Distinct().Count());
    }

    [Fact]
    public async Task A_wrong_password_shows_when_connecting_and_is_tried_once()
    {
        await using var panel = new ScriptedPanel().On("login", Answer.Fault("The login failed. Username or password wrong."));
        PanelException fault = await Assert.ThrowsAsync<PanelException>(() => panel.OpenAsync());
        Assert.Equal(FaultKind.LoginFailed, fault.Kind);
        Assert.Contains("npadmin", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, panel.Count("login"));
    }

    [Fact]
    public async Task After_a_refused_renewal_nothing_is_sent_any_more()
    {
        await using var panel = new ScriptedPanel();
        panel.On("client_get", Answer.Ok("1")).On("login", request =>
            request.Number == 1 ? Answer.Ok($"\"{panel.NewSession()}\"") : Answer.Fault("The login failed. Username or password wrong."));
        await using PanelConnection connection = await panel.OpenAsync();
        panel.Live.Clear();

        Assert.Equal(FaultKind.LoginFailed, (await connection.FaultAsync("client_get")).Kind);
        Assert.False(connection.IsOpen);
        int sent = panel.Requests.Count;
        for (int i = 0; i < 20; i++) Assert.Equal(FaultKind.LoginFailed, (await connection.FaultAsync("client_get")).Kind);
        Assert.Equal(sent, panel.Requests.Count);
    }

    [Fact]
    public async Task A_lock_out_is_told_with_its_waiting_time()
    {
        await using var panel = new ScriptedPanel().On("login", Answer.Fault("The login failure limit has been reached."));
        PanelException fault = await Assert.ThrowsAsync<PanelException>(() => panel.OpenAsync());
        Assert.Equal(FaultKind.LockedOut, fault.Kind);
        Assert.Equal(TimeSpan.FromMinutes(5), fault.RetryAfter);
        Assert.Contains("5 minutes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_locked_out_nothing_is_sent_and_afterwards_the_session_continues()
    {
        var time = new FakeTime();
        await using var panel = new ScriptedPanel();
        panel.On("client_get", request => request.Number == 1 ? Answer.Fault("The Session failure limit has been reached.") : Answer.Ok("1"));
        await using PanelConnection connection = await panel.OpenAsync(time);

        Assert.Equal(FaultKind.LockedOut, (await connection.FaultAsync("client_get")).Kind);
        time.Advance(TimeSpan.FromMinutes(3));
        PanelException fault = await connection.FaultAsync("client_get");
        Assert.Equal((FaultKind.LockedOut, TimeSpan.FromMinutes(2)), (fault.Kind, fault.RetryAfter!.Value));
        Assert.Equal(1, panel.Count("client_get"));

        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("1", await connection.TextAsync("client_get"));
        Assert.Equal(1, panel.Count("login"));
    }

    [Fact]
    public async Task So_many_callers_that_they_lock_themselves_out_wait_until_it_is_over()
    {
        const int callers = 64;
        var time = new FakeTime();
        var allIn = new TaskCompletionSource();
        var allFailed = new TaskCompletionSource();
        int missing = callers;
        string? dead = null;
        int failures = 0;
        await using var panel = new ScriptedPanel();
        panel.On("client_get", async request =>
        {
            if (request.Session != dead) return Answer.Ok("1");
            if (Interlocked.Decrement(ref missing) == 0) allIn.SetResult();
            await allIn.Task;
            int failure = Interlocked.Increment(ref failures);
            if (failure == callers) allFailed.SetResult();
            return Answer.Fault(failure <= 10 ? Expired : "The Session failure limit has been reached.");
        });
        panel.On("login", async request =>
        {
            // The fake clock does not wait for calls in flight with the ended session.
            if (request.Number == 2) await allFailed.Task;
            return failures >= 10 ? Answer.Fault("The login failure limit has been reached.") : Answer.Ok($"\"{panel.NewSession()}\"");
        });
        await using PanelConnection connection = await panel.OpenAsync(time);
        await connection.TextAsync("client_get");
        dead = panel.Live.Keys.Single();

        Task<string>[] calls = [.. Enumerable.Range(0, callers).Select(_ => connection.TextAsync("client_get"))];
        while (time.Waiting(TimeSpan.FromMinutes(4)) < callers && !calls.Any(c => c.IsCompleted)) await Task.Yield();
        int sent = panel.Requests.Count;
        Assert.DoesNotContain(calls, c => c.IsCompleted);
        failures = 0;
        time.Advance(FaultReader.LockOut);
        await Task.WhenAll(calls);

        Assert.Equal(callers, panel.Requests.Count(r => r.Session == dead) - 1);
        Assert.Equal(1 + callers, panel.Requests.Count - sent);
        Assert.InRange(panel.Count("login"), 2, 3);
    }

    [Fact]
    public async Task Who_waits_for_the_end_of_a_lock_out_can_give_up()
    {
        var time = new FakeTime();
        using var giveUp = new CancellationTokenSource();
        await using var panel = new ScriptedPanel();
        var allIn = new TaskCompletionSource();
        int missing = 10;
        panel.On("client_get", async request =>
        {
            if (request.Number == 1) return Answer.Ok("1");
            if (Interlocked.Decrement(ref missing) == 0) allIn.SetResult();
            await allIn.Task;
            return Answer.Fault("The Session failure limit has been reached.");
        });
        await using PanelConnection connection = await panel.OpenAsync(time);
        await connection.TextAsync("client_get");

        Task<string>[] calls = [.. Enumerable.Range(0, 10).Select(_ => connection.TextAsync("client_get", giveUp.Token))];
        while (time.Waiting(TimeSpan.FromMinutes(4)) < 10 && !calls.Any(c => c.IsCompleted)) await Task.Yield();
        await giveUp.CancelAsync();

        foreach (Task<string> call in calls) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task After_a_call_that_came_to_nothing_a_few_find_out_whether_the_session_lives()
    {
        var release = new TaskCompletionSource();
        int underWay = 0;
        await using var panel = new ScriptedPanel();
        panel.On("server_get", Answer.Closes).On("client_get", async request =>
        {
            if (request.Number == 1) return Answer.Ok("1");
            Interlocked.Increment(ref underWay);
            await release.Task;
            return Answer.Ok("1");
        });
        await using PanelConnection connection = await panel.OpenAsync();
        await connection.TextAsync("client_get");
        await Assert.ThrowsAsync<PanelException>(() => connection.CallAsync(
            new PanelCall("server_get") { IsWrite = true }, static (ref Utf8JsonReader r) => r.TokenType));

        Task<string>[] calls = [.. Enumerable.Range(0, 64).Select(_ => connection.TextAsync("client_get"))];
        while (Volatile.Read(ref underWay) < PanelSession.MaxProbes) await Task.Yield();
        Assert.Equal(1 + PanelSession.MaxProbes, panel.Count("client_get"));
        release.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(1 + 64, panel.Count("client_get"));
    }

    [Fact]
    public async Task On_a_panel_that_hangs_nobody_waits_for_the_others_forever()
    {
        var time = new FakeTime();
        var release = new TaskCompletionSource();
        await using var panel = new ScriptedPanel();
        panel.On("client_get", async _ =>
        {
            await release.Task;
            return Answer.Ok("1");
        });
        await using PanelConnection connection = await panel.OpenAsync(time);

        Task<string>[] calls = [.. Enumerable.Range(0, 8).Select(_ => connection.TextAsync("client_get"))];
        while (panel.Count("client_get") < PanelSession.MaxProbes) await Task.Yield();
        time.Advance(TimeSpan.FromMinutes(1));
        while (panel.Count("client_get") < 8) await Task.Yield();
        release.SetResult();

        Assert.Equal(Enumerable.Repeat("1", 8), await Task.WhenAll(calls));
    }

    [Fact]
    public async Task A_clients_login_says_so_and_a_remote_users_does_not()
    {
        await using var panel = new ScriptedPanel().On("client_get_by_username", Answer.Ok("""{"client_id":"1","username":"acme","userid":"2","default_group":"2","groups":"2"}"""));
        await using (await panel.OpenAsync()) Assert.False(panel.Requests.First().Body.TryGetProperty("client_login", out _));
        await using (await PanelConnection.OpenAsync(panel.Options() with { ClientLogin = true }, TestContext.Current.CancellationToken))
            Assert.Equal(JsonValueKind.True, panel.Requests.Last(request => request.Function == "login").Body.GetProperty("client_login").ValueKind);
    }

    [Fact]
    public async Task A_login_without_session_id_is_not_a_login()
    {
        await using var panel = new ScriptedPanel().On("login", Answer.Ok("false"));
        PanelException fault = await Assert.ThrowsAsync<PanelException>(() => panel.OpenAsync());
        Assert.Equal(FaultKind.BadReply, fault.Kind);
    }

    private static void HoldRenewals(ScriptedPanel panel, Task release) =>
        panel.On("client_get", Answer.Ok("1")).On("login", async request =>
        {
            if (request.Number > 1) await release;
            return Answer.Ok($"\"{panel.NewSession()}\"");
        });
}
