using System.Collections;
using System.Net;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Session;
using Xunit;

namespace Nodepoint.Tests.Panel;

public sealed class ConnectionTests
{
    [Fact]
    public async Task A_call_carries_the_session_and_named_members()
    {
        await using var panel = new ScriptedPanel().On("client_get", Answer.Ok("""{"client_id":"1"}"""));
        await using PanelConnection connection = await panel.OpenAsync();

        Assert.Equal("""{"client_id":"1"}""", await connection.TextAsync("client_get"));

        Request call = panel.Requests.Last();
        Assert.StartsWith("POST /remote/json.php?client_get HTTP/1.1", call.Head, StringComparison.Ordinal);
        Assert.Contains("gzip", call.Head, StringComparison.Ordinal);
        Assert.True(panel.Live.ContainsKey(call.Session!));
        Assert.Equal("1", call.Text("primary_id"));
    }

    [Fact]
    public async Task What_a_connection_shows_is_its_name_and_address_and_nothing_secret()
    {
        await using var panel = new ScriptedPanel();
        PanelOptions options = panel.Options() with { Name = "home" };
        await using PanelConnection connection = await PanelConnection.OpenAsync(options, TestContext.Current.CancellationToken);

        Assert.Equal($"home (http://localhost:{panel.Port})", connection.ToString());
        Assert.Equal("npadmin", connection.UserName);
        Assert.True(connection.IsOpen);
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), connection.OpenedAt);
        Assert.DoesNotContain(ScriptedPanel.Password, options.ToString(), StringComparison.Ordinal);
        Assert.Contains("npadmin", options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://panel.example.com:8080", "https://panel.example.com:8080/remote/json.php")]
    [InlineData("https://panel.example.com/ispconfig/", "https://panel.example.com/ispconfig/remote/json.php")]
    [InlineData("https://panel.example.com/remote", "https://panel.example.com/remote/json.php")]
    [InlineData("https://panel.example.com/api/json.php", "https://panel.example.com/api/json.php")]
    [InlineData("http://127.8.8.8:8080", "http://127.8.8.8:8080/remote/json.php")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/remote/json.php")]
    [InlineData("http://LOCALHOST/", "http://localhost/remote/json.php")]
    public void The_path_of_the_remote_API_is_put_behind_the_address(string given, string called) =>
        Assert.Equal(called, OptionsCheck.Endpoint(Somewhere(given)).AbsoluteUri);

    [Theory]
    [InlineData("http://panel.example.com:8080", "uses http, which")]
    [InlineData("http://localhost.example.com", "uses http, which")]
    [InlineData("http://128.0.0.1", "uses http, which")]
    [InlineData("ftp://panel.example.com", "https://")]
    [InlineData("https://root:secret@panel.example.com", "credential")]
    [InlineData("https://panel.example.com/?x=1", "query")]
    public async Task An_address_that_does_not_fit_is_refused_in_plain_words(string given, string said)
    {
        PanelException refused = await Assert.ThrowsAsync<PanelException>(
            () => PanelConnection.OpenAsync(Somewhere(given), TestContext.Current.CancellationToken));
        Assert.Equal(FaultKind.InvalidArgument, refused.Kind);
        Assert.Contains(said, refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_that_do_not_fit_together_are_refused_in_plain_words()
    {
        PanelOptions good = Somewhere("https://panel.example.com");
        (PanelOptions Options, string Said)[] wrong =
        [
            (good with { Credential = new NetworkCredential("", "x") }, "user name is missing"),
            (good with { Credential = new NetworkCredential("x", "") }, "password is missing"),
            (good with { ThrottleLimit = 0 }, "throttle"),
            (good with { Timeout = TimeSpan.Zero }, "timeout"),
            (good with { CertificatePin = "abc" }, "64 hex digits"),
            (good with { CertificatePin = new string('a', 64), SkipCertificateCheck = true }, "cannot be combined"),
            (good with { Uri = new Uri("http://localhost"), SkipCertificateCheck = true }, "no certificate"),
            (good with { CaCertificatePath = "/no/such/file.pem" }, "Cannot read the CA certificate '/no/such/file.pem'"),
        ];
        foreach ((PanelOptions options, string said) in wrong)
        {
            PanelException refused = await Assert.ThrowsAsync<PanelException>(
                () => PanelConnection.OpenAsync(options, TestContext.Current.CancellationToken));
            Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Closing_logs_out_and_later_calls_say_that_it_was_disconnected()
    {
        await using var panel = new ScriptedPanel();
        PanelConnection connection = await panel.OpenAsync();
        string session = panel.Live.Keys.Single();

        await connection.DisposeAsync();
        await connection.DisposeAsync();

        Assert.Equal(("logout", session), (panel.Requests.Last().Function, panel.Requests.Last().Session));
        Assert.Equal(1, panel.Count("logout"));
        Assert.False(connection.IsOpen);
        PanelException ended = await connection.FaultAsync("client_get");
        Assert.Equal(FaultKind.SessionEnded, ended.Kind);
        Assert.Contains("disconnected", ended.Message, StringComparison.Ordinal);
        ended = await Assert.ThrowsAsync<PanelException>(() => connection.RowsAsync("client_get"));
        Assert.Equal(FaultKind.SessionEnded, ended.Kind);
    }

    [Fact]
    public async Task Closing_goes_through_when_the_panel_does_not_answer_the_logout()
    {
        await using var panel = new ScriptedPanel().On("logout", Answer.Resets);
        PanelConnection connection = await panel.OpenAsync();
        await connection.DisposeAsync();
        Assert.False(connection.IsOpen);
    }

    [Fact]
    public async Task Closing_aborts_calls_in_flight_and_the_outcome_of_a_write_is_unknown()
    {
        var arrived = new CountdownEvent(2);
        await using var panel = new ScriptedPanel().On("client_get", Hang).On("client_add", Hang);
        PanelConnection connection = await panel.OpenAsync();
        Task<PanelException> read = connection.FaultAsync("client_get"), write = connection.FaultAsync("client_add");
        await Task.Run(() => arrived.Wait(TestContext.Current.CancellationToken));

        await connection.DisposeAsync();

        Assert.Equal(FaultKind.SessionEnded, (await read).Kind);
        Assert.Equal(FaultKind.OutcomeUnknown, (await write).Kind);

        Task<Answer> Hang(Request request)
        {
            arrived.Signal();
            return new TaskCompletionSource<Answer>().Task;
        }
    }

    [Fact]
    public async Task Giving_up_ends_a_call_at_once()
    {
        using var giveUp = new CancellationTokenSource();
        await using var panel = new ScriptedPanel();
        panel.On("client_add", async _ =>
        {
            await giveUp.CancelAsync();
            return await new TaskCompletionSource<Answer>().Task;
        });
        await using PanelConnection connection = await panel.OpenAsync();

        OperationCanceledException given = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.TextAsync("client_add", giveUp.Token));
        Assert.Equal(giveUp.Token, given.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.TextAsync("client_get", giveUp.Token));
        Assert.Equal(0, panel.Count("client_get"));
    }

    [Fact]
    public async Task Giving_up_ends_the_login_as_well()
    {
        using var giveUp = new CancellationTokenSource();
        await using var panel = new ScriptedPanel();
        panel.On("login", async _ =>
        {
            await giveUp.CancelAsync();
            return await new TaskCompletionSource<Answer>().Task;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PanelConnection.OpenAsync(panel.Options(), giveUp.Token));
    }

    [Theory]
    [InlineData("client_get", false)]
    [InlineData("client_get_all", false)]
    [InlineData("get_function_list", false)]
    [InlineData("monitor_jobqueue_count", false)]
    [InlineData("sys_datalog_get_by_tstamp", false)]
    [InlineData("mail_user_backup_list", false)]
    [InlineData("login", false)]
    [InlineData("mail_user_backup", true)]
    [InlineData("client_add", true)]
    [InlineData("mail_fetchmail_update", true)]
    [InlineData("dns_zone_set_status", true)]
    [InlineData("update_record_permissions", true)]
    [InlineData("getting_things_done", true)]
    public void Whether_a_function_writes_is_told_from_its_name(string function, bool writes) =>
        Assert.Equal(writes, new PanelCall(function).IsWrite);

    [Fact]
    public void Every_function_that_only_reads_is_known_as_such()
    {
        string[] changing = ["add", "update", "delete", "set", "replace", "password", "backup", "everything", "permissions"];
        foreach (PanelFunction function in PanelFunctions.All)
            Assert.Equal(changing.Any(w => function.Name.Split('_').Contains(w)) && !function.Name.EndsWith("_list", StringComparison.Ordinal), function.IsWrite);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a&b")]
    [InlineData("client get")]
    [InlineData("x=1")]
    public void What_cannot_be_a_functions_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => new PanelCall(name));

    [Fact]
    public void The_functions_of_the_panel_are_known_with_parameters_and_permissions()
    {
        Assert.Equal(280, PanelFunctions.All.Count);
        Assert.True(PanelFunctions.TryGet("dns_slave_add", out PanelFunction? function));
        Assert.Equal("DNS zone functions", function.Group);
        Assert.Equal("dns/dns_slave", function.Form);
        Assert.Equal(["session_id", "client_id", "params"], function.Parameters.Select(p => p.Name));
        Assert.True(PanelFunctions.TryGet("login", out PanelFunction? login));
        Assert.Empty(login.Permissions);
        Assert.Equal("false", login.Parameters[2].Default);
        Assert.False(PanelFunctions.TryGet("LOGIN", out _));
        Assert.DoesNotContain(PanelFunctions.All, f => f.Permissions.Count > 0 && f.Group is null);
    }

    [Fact]
    public async Task Arguments_of_a_user_become_JSON()
    {
        await using var panel = new ScriptedPanel().On("client_add", Answer.Ok("\"5\""));
        await using PanelConnection connection = await panel.OpenAsync();

        JsonElement answer = await connection.CallAsync("client_add", new Dictionary<string, object?>
        {
            ["text"] = "Grüße \U0001F600 \"q\"", ["flag"] = true, ["none"] = null, ["count"] = 3, ["big"] = ulong.MaxValue, ["part"] = 1.5m, ["real"] = 2.5d,
            ["time"] = new DateTime(2026, 1, 31, 12, 30, 0), ["address"] = IPAddress.Parse("192.0.2.1"), ["day"] = DayOfWeek.Monday,
            ["params"] = new Hashtable { ["list"] = new object[] { 1, "2", false }, ["deep"] = new Dictionary<string, object?> { ["x"] = (byte)7 } },
        }, TestContext.Current.CancellationToken);

        Assert.Equal("5", answer.GetString());
        JsonElement sent = panel.Requests.Last().Body;
        Assert.Equal("Grüße \U0001F600 \"q\"", sent.GetProperty("text").GetString());
        Assert.Equal("true", sent.GetProperty("flag").GetRawText());
        Assert.Equal("null", sent.GetProperty("none").GetRawText());
        Assert.Equal("3", sent.GetProperty("count").GetRawText());
        Assert.Equal("18446744073709551615", sent.GetProperty("big").GetRawText());
        Assert.Equal("1.5", sent.GetProperty("part").GetRawText());
        Assert.Equal("2.5", sent.GetProperty("real").GetRawText());
        Assert.Equal("2026-01-31 12:30:00", sent.GetProperty("time").GetString());
        Assert.Equal("192.0.2.1", sent.GetProperty("address").GetString());
        Assert.Equal("Monday", sent.GetProperty("day").GetString());
        Assert.Equal("""[1,"2",false]""", sent.GetProperty("params").GetProperty("list").GetRawText());
        Assert.Equal("""{"x":7}""", sent.GetProperty("params").GetProperty("deep").GetRawText());
    }

    [Fact]
    public async Task Arguments_that_cannot_be_sent_are_refused_before_anything_is()
    {
        await using var panel = new ScriptedPanel();
        await using PanelConnection connection = await panel.OpenAsync();
        var itself = new List<object?>();
        itself.Add(itself);
        foreach (object? value in (object?[])[new object(), itself, double.NaN, new MemoryStream()])
            await Assert.ThrowsAsync<PanelException>(() => connection.CallAsync("client_add", new Dictionary<string, object?> { ["x"] = value }));
        await Assert.ThrowsAsync<PanelException>(() => connection.CallAsync("client_get", new Dictionary<string, object?> { ["session_id"] = "x" }));
        Assert.Equal(0, panel.Count("client_add") + panel.Count("client_get"));
    }

    [Fact]
    public async Task The_raw_reply_is_whole_but_for_secrets()
    {
        await using var panel = new ScriptedPanel();
        panel.On("client_get", request => Answer.Ok($$"""{"a":"{{request.Session}}","b":"{{ScriptedPanel.Password}}"}"""));
        await using PanelConnection connection = await panel.OpenAsync();
        Assert.Equal(
            """{"code":"ok","message":"","response":{"a":"***","b":"***"}}""",
            await connection.CallRawAsync("client_get", new Dictionary<string, object?>(), TestContext.Current.CancellationToken));
    }

    private static PanelOptions Somewhere(string address) => new() { Uri = new Uri(address), Credential = new NetworkCredential("npadmin", "secret") };
}
