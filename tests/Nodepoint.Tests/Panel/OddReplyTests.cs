using System.Text;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Xunit;

namespace Nodepoint.Tests.Panel;

public sealed class OddReplyTests
{
    private const string Good = """{"code":"ok","message":"","response":{"client_id":"1"}}""";
    private const string Page = "<!DOCTYPE html>\n<html><body>Something went wrong</body></html>";

    private static readonly Dictionary<string, Answer> Accepted = new()
    {
        ["a plain reply"] = Answer.Text(Good),
        ["a gzipped reply"] = Answer.Gzip(Good),
        ["a reply called HTML"] = Answer.Text(Good, type: "text/html; charset=UTF-8"),
        ["a reply called nothing"] = Answer.Broken($"HTTP/1.1 200 OK\r\nContent-Length: {Good.Length}\r\nConnection: close\r\n\r\n{Good}"),
        ["a byte order mark"] = Answer.Text("\uFEFF" + Good),
        ["blanks around"] = Answer.Text("\r\n \t" + Good + "\n\n"),
        ["a warning of PHP in front"] = Answer.Text("<br />\n<b>Warning</b>: Undefined array key {0} in <b>/usr/local/ispconfig/x.php</b> on line 3<br />\n" + Good),
        ["a notice of PHP behind"] = Answer.Text(Good + "\nNotice: something in x.php on line 3"),
        ["an answer despite HTTP 500"] = Answer.Text(Good, status: 500),
        ["other members and another order"] = Answer.Text("""{"code":"ok","extra":[1,{"a":2}],"message":null,"response":{"client_id":"1"},"more":1}"""),
        ["no announced length"] = Answer.UntilClosed(Good),
        ["pieces"] = Answer.Broken("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" + Good[..5] + $"\r\n{Good.Length - 5:x}\r\n" + Good[5..] + "\r\n0\r\n\r\n"),
    };

    private static readonly Dictionary<string, (Answer Answer, FaultKind Kind, int Tries, string Said)> Odd = new()
    {
        ["HTTP 500 without a word"] = (Answer.Text("", 500), FaultKind.BadReply, 4, "failed while running"),
        ["HTTP 500 with a page"] = (Answer.Text(Page, 500, "text/html"), FaultKind.BadReply, 4, "failed while running"),
        ["HTTP 502"] = (Answer.Text(Page, 502, "text/html"), FaultKind.Unreachable, 4, "HTTP 502"),
        ["HTTP 503"] = (Answer.Text(Page, 503, "text/html"), FaultKind.Unreachable, 4, "HTTP 503"),
        ["HTTP 504"] = (Answer.Text(Page, 504, "text/html"), FaultKind.Unreachable, 4, "HTTP 504"),
        ["a page instead of an answer"] = (Answer.Text(Page, 200, "text/html"), FaultKind.BadReply, 4, "Changes made before the failure remain in effect"),
        ["nothing at all"] = (Answer.Text(""), FaultKind.BadReply, 4, "empty response"),
        ["a text"] = (Answer.Text("hello"), FaultKind.BadReply, 4, "did not come from an ISPConfig panel"),
        ["cut off in the answer"] = (Answer.Text(Good[..^9]), FaultKind.BadReply, 4, "cut off"),
        ["cut off before the end of the answer"] = (Answer.UntilClosed(Good[..^2]), FaultKind.BadReply, 4, "cut off"),
        ["cut off before its length"] = (Answer.Broken($"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{Good[..^2]}"), FaultKind.Unreachable, 4, "was lost before the response was complete"),
        ["cut off gzip"] = (Answer.Broken("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: 4\r\n\r\nabcd"), FaultKind.Unreachable, 4, "was lost before the response was complete"),
        ["another object"] = (Answer.Text("""{"status":"up"}"""), FaultKind.BadReply, 4, "did not come from a panel"),
        ["a list"] = (Answer.Text("[]"), FaultKind.BadReply, 4, "did not come from an ISPConfig panel"),
        ["a code that is a number"] = (Answer.Text("""{"code":1,"message":"","response":1}"""), FaultKind.BadReply, 4, "did not come from a panel"),
        ["ok without a response"] = (Answer.Text("""{"code":"ok","message":""}"""), FaultKind.BadReply, 4, "did not come from a panel"),
        ["a reset instead of an answer"] = (Answer.Resets, FaultKind.Unreachable, 4, "was lost before the response was complete"),
        ["an end instead of an answer"] = (Answer.Closes, FaultKind.Unreachable, 4, "was lost before the response was complete"),
        ["no HTTP"] = (Answer.Broken("SSH-2.0-OpenSSH_9.2\r\n"), FaultKind.Unreachable, 4, "was lost before the response was complete"),
    };

    private static readonly Dictionary<string, (Answer Answer, FaultKind Kind, string Said)> SurelyNotDone = new()
    {
        ["HTTP 404"] = (Answer.Text(Page, 404, "text/html"), FaultKind.Unreachable, "no remote API"),
        ["HTTP 401"] = (Answer.Text(Page, 401, "text/html"), FaultKind.Refused, "web server or proxy"),
        ["HTTP 403"] = (Answer.Text(Page, 403, "text/html"), FaultKind.Refused, "web server or proxy"),
        ["a redirection"] = (Answer.Text("", 301, extra: "Location: https://elsewhere.example.com/x?token=1\r\n"), FaultKind.Unreachable, "redirects to https://elsewhere.example.com."),
        ["a remote API that is off"] = (Answer.Text("Remote API is disabled in security settings.", type: "text/html"), FaultKind.Refused, "remote_api_allowed"),
    };

    public static TheoryData<string> AcceptedNames => [.. Accepted.Keys];

    public static TheoryData<string> ReadableNames => [.. Accepted.Keys.Where(name => name != "a gzipped reply")];

    public static TheoryData<string> OddNames => [.. Odd.Keys];

    public static TheoryData<string> SurelyNotDoneNames => [.. SurelyNotDone.Keys];

    [Theory, MemberData(nameof(AcceptedNames))]
    public async Task Accepted_is(string name)
    {
        await using var panel = new ScriptedPanel().On("client_get", Accepted[name]);
        await using PanelConnection connection = await panel.OpenAsync();
        Assert.Equal("""{"client_id":"1"}""", await connection.TextAsync("client_get"));
        Assert.Equal(["""{"client_id":"1"}"""], await connection.RowsAsync("client_get"));
        Assert.Equal(2, panel.Count("client_get"));
    }

    [Theory, MemberData(nameof(AcceptedNames))]
    public async Task A_write_is_done_that_was_answered_with(string name)
    {
        await using var panel = new ScriptedPanel().On("client_add", Accepted[name]);
        await using PanelConnection connection = await panel.OpenAsync();
        Assert.Equal("""{"client_id":"1"}""", await connection.TextAsync("client_add"));
        Assert.Equal(1, panel.Count("client_add"));
    }

    [Theory, MemberData(nameof(ReadableNames))]
    public async Task A_write_was_refused_for_the_panels_reason_that_was_answered_with(string name)
    {
        // The same wrappings around a refusal.
        Answer refusal = new(async stream =>
        {
            using var wire = new MemoryStream();
            await Accepted[name].Write(wire);
            string text = Encoding.Latin1.GetString(wire.ToArray());
            const string code = "\"ok\"", fault = "\"no\"";
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text.Replace(code, fault, StringComparison.Ordinal)));
        }, Accepted[name].Keep);
        await using var panel = new ScriptedPanel().On("client_add", refusal);
        await using PanelConnection connection = await panel.OpenAsync();
        Assert.Equal(FaultKind.Refused, (await connection.FaultAsync("client_add")).Kind);
    }

    [Fact]
    public async Task A_warning_that_quotes_an_answer_leaves_the_outcome_unknown()
    {
        await using var panel = new ScriptedPanel().On("client_add", Answer.Text("Warning: {\"code\": is odd in x.php\n" + Good));
        await using PanelConnection connection = await panel.OpenAsync();
        Assert.Equal(FaultKind.OutcomeUnknown, (await connection.FaultAsync("client_add")).Kind);
    }

    [Theory, MemberData(nameof(OddNames))]
    public async Task A_login_is_tried_again_after(string name)
    {
        await using var panel = new ScriptedPanel();
        panel.On("login", request => request.Number < 3 ? Odd[name].Answer : Answer.Ok($"\"{panel.NewSession()}\"")).On("client_get", Answer.Text(Good));
        await using PanelConnection connection = await panel.OpenAsync();
        Assert.Equal("""{"client_id":"1"}""", await connection.TextAsync("client_get"));
        Assert.Equal(3, panel.Count("login"));
    }

    [Fact]
    public async Task A_reply_cut_off_after_the_rows_fails_a_call_but_its_rows_are_read()
    {
        await using var panel = new ScriptedPanel().On("client_get", Answer.UntilClosed(Good[..^1]));
        await using PanelConnection connection = await panel.OpenAsync();
        Assert.Equal(FaultKind.BadReply, (await connection.FaultAsync("client_get")).Kind);
        Assert.Equal(["""{"client_id":"1"}"""], await connection.RowsAsync("client_get"));
    }

    [Theory, MemberData(nameof(OddNames))]
    public async Task A_read_is_tried_again_after(string name)
    {
        await using var panel = new ScriptedPanel().On("client_get", Odd[name].Answer, Odd[name].Answer, Answer.Text(Good), Odd[name].Answer, Answer.Text(Good));
        var time = new FakeTime();
        await using PanelConnection connection = await panel.OpenAsync(time);
        Assert.Equal("""{"client_id":"1"}""", await connection.TextAsync("client_get"));
        Assert.Equal(3, panel.Count("client_get"));
        Assert.Equal(["""{"client_id":"1"}"""], await connection.RowsAsync("client_get"));
        Assert.Equal(5, panel.Count("client_get"));
        Assert.Equal(3, time.Waits.Count);
    }

    [Theory, MemberData(nameof(OddNames))]
    public async Task A_read_ends_with_a_fault_when_there_is_always(string name)
    {
        (Answer answer, FaultKind kind, int tries, string said) = Odd[name];
        await using var panel = new ScriptedPanel().On("client_get", answer).On("mail_user_get", answer);
        await using PanelConnection connection = await panel.OpenAsync();
        PanelException fault = await connection.FaultAsync("client_get");
        Assert.Equal((kind, tries), (fault.Kind, panel.Count("client_get")));
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        fault = await Assert.ThrowsAsync<PanelException>(() => connection.RowsAsync("mail_user_get"));
        Assert.Equal((kind, tries), (fault.Kind, panel.Count("mail_user_get")));
        Assert.True(connection.IsOpen);
    }

    [Theory, MemberData(nameof(OddNames))]
    public async Task A_write_is_of_unknown_outcome_and_not_sent_again_after(string name)
    {
        await using var panel = new ScriptedPanel().On("client_add", Odd[name].Answer);
        await using PanelConnection connection = await panel.OpenAsync();
        PanelException fault = await connection.FaultAsync("client_add");
        Assert.Equal((FaultKind.OutcomeUnknown, 1), (fault.Kind, panel.Count("client_add")));
        Assert.Contains("It is not known whether client_add was carried out", fault.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(SurelyNotDoneNames))]
    public async Task A_write_that_was_surely_not_done_is_said_so_after(string name)
    {
        (Answer answer, FaultKind kind, string said) = SurelyNotDone[name];
        await using var panel = new ScriptedPanel().On("client_add", answer).On("client_get", answer);
        await using PanelConnection connection = await panel.OpenAsync();
        foreach (string function in (string[])["client_add", "client_get"])
        {
            PanelException fault = await connection.FaultAsync(function);
            Assert.Equal((kind, 1), (fault.Kind, panel.Count(function)));
            Assert.Contains(said, fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("token", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_write_is_sent_again_where_a_proxy_says_it_took_too_many_calls()
    {
        await using var panel = new ScriptedPanel().On("client_add", Answer.Text("", 429), Answer.Ok("\"1\""));
        await using PanelConnection connection = await panel.OpenAsync();
        Assert.Equal("1", await connection.TextAsync("client_add"));
        Assert.Equal(2, panel.Count("client_add"));
    }

    [Fact]
    public async Task A_panel_that_is_gone_is_unreachable_for_writes_as_well_and_they_did_not_happen()
    {
        var time = new FakeTime();
        var panel = new ScriptedPanel();
        panel.On("login", _ => new Answer(Answer.Text($$"""{"code":"ok","message":"","response":"{{panel.NewSession()}}"}""", extra: "Connection: close\r\n").Write, Keep: false));
        await using PanelConnection connection = await panel.OpenAsync(time);
        await panel.DisposeAsync();

        PanelException fault = await connection.FaultAsync("client_add");

        Assert.Equal(FaultKind.Unreachable, fault.Kind);
        Assert.Contains("the connection was refused", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, time.Waits.Count);
    }

    [Fact]
    public async Task A_host_nobody_knows_is_told()
    {
        PanelOptions options = new() { Uri = new Uri("https://no-such-host.invalid:8080"), Credential = new("npadmin", "x1"), Time = new FakeTime() };
        PanelException fault = await Assert.ThrowsAsync<PanelException>(() => PanelConnection.OpenAsync(options, TestContext.Current.CancellationToken));
        Assert.Equal(FaultKind.Unreachable, fault.Kind);
        Assert.Contains("no-such-host.invalid", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client_get", FaultKind.Unreachable, 4)]
    [InlineData("client_add", FaultKind.OutcomeUnknown, 1)]
    public async Task A_panel_that_does_not_answer_is_given_up_after_the_timeout(string function, FaultKind kind, int tries)
    {
        var time = new FakeTime();
        await using var panel = new ScriptedPanel();
        panel.On(function, _ =>
        {
            time.Advance(TimeSpan.FromSeconds(100));
            return new TaskCompletionSource<Answer>().Task;
        });
        await using PanelConnection connection = await panel.OpenAsync(time);
        PanelException fault = await connection.FaultAsync(function);
        Assert.Equal((kind, tries), (fault.Kind, panel.Count(function)));
        Assert.Contains("within 100 seconds", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_panel_that_stops_in_the_middle_of_an_answer_is_given_up_after_the_timeout()
    {
        var time = new FakeTime();
        await using var panel = new ScriptedPanel();
        panel.On("client_get", new Answer(async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + """{"code":"ok","message":"","response":[{"a":"1"},"""));
            await stream.FlushAsync();
            time.Advance(TimeSpan.FromSeconds(100));
            await new TaskCompletionSource().Task;
        }));
        await using PanelConnection connection = await panel.OpenAsync(time);
        Assert.Equal(FaultKind.Unreachable, (await connection.FaultAsync("client_get")).Kind);
    }

    [Fact]
    public async Task An_answer_of_another_form_than_expected_is_not_asked_for_again()
    {
        await using var panel = new ScriptedPanel().On("client_get", Answer.Ok("\"hush\"")).On("client_add", Answer.Ok("\"hush\""));
        await using PanelConnection connection = await panel.OpenAsync();
        PanelException fault = await Assert.ThrowsAsync<PanelException>(() => connection.CallAsync(new PanelCall("client_get"), (ref System.Text.Json.Utf8JsonReader r) => int.Parse(r.GetString()!, null)));
        Assert.Equal(FaultKind.BadReply, fault.Kind);
        Assert.DoesNotContain("hush", fault.ToString(), StringComparison.Ordinal);
        fault = await Assert.ThrowsAsync<PanelException>(() => connection.CallAsync(new PanelCall("client_add"), (ref System.Text.Json.Utf8JsonReader r) => r.GetInt32()));
        Assert.Equal(FaultKind.OutcomeUnknown, fault.Kind);
        Assert.Equal((1, 1), (panel.Count("client_get"), panel.Count("client_add")));
    }
}
