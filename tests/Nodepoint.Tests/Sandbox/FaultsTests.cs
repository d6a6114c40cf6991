using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nodepoint.Sandbox.Hosting;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class FaultsTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    private static readonly string[] Names = ["dropBefore", "dropAfter", "emptyServerError", "badGateway", "truncate", "warningPrefix"];

    private int added;

    [Fact]
    public async Task A_call_that_is_dropped_before_was_not_done()
    {
        var session = await BeginAsync();
        await sandbox.SetFaultsAsync(new { dropBefore = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => AddAsync(session));

        Assert.Empty(await StoredAsync(session));
    }

    [Fact]
    public async Task A_call_that_is_dropped_after_was_done()
    {
        var session = await BeginAsync();
        await sandbox.SetFaultsAsync(new { dropAfter = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => AddAsync(session));

        Assert.Equal(["fault1.test"], await StoredAsync(session));
    }

    [Fact]
    public async Task Faults_for_some_functions_spare_the_others()
    {
        var session = await BeginAsync();
        await sandbox.SetFaultsAsync(new { dropAfter = 1, functions = "*_add" });

        await Assert.ThrowsAsync<HttpRequestException>(() => AddAsync(session));

        Assert.Equal("ok", (string?)(await sandbox.CallAsync("server_get_all", new { session_id = session }))["code"]);
    }

    [Theory]
    [InlineData("emptyServerError", 500)]
    [InlineData("badGateway", 502)]
    public async Task Half_of_the_calls_were_done_that_meet_an_error_of_the_server(string fault, int status)
    {
        var session = await BeginAsync();
        await sandbox.SetFaultsAsync(new Dictionary<string, object> { [fault] = 1, ["seed"] = 3 });

        for (var i = 0; i < 60; i++)
        {
            var (answered, type, text) = await AddAsync(session);
            Assert.Equal((status, "text/html"), ((int)answered, type));
            if (status == 500) Assert.Empty(text);
            else Assert.Contains("<title>502 Bad Gateway</title>", text, StringComparison.Ordinal);
        }

        Assert.InRange((await StoredAsync(session)).Count, 15, 45);
    }

    [Fact]
    public async Task A_truncated_answer_promises_more_than_comes_and_its_call_was_done()
    {
        var session = await BeginAsync();
        await sandbox.SetFaultsAsync(new { truncate = 1, seed = 5 });

        var lengths = new HashSet<long>();
        for (var i = 0; i < 20; i++)
        {
            using var response = await sandbox.Http.SendAsync(AddRequest(session), HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var promised = response.Content.Headers.ContentLength!.Value;
            using var came = new MemoryStream();
            var broken = await Assert.ThrowsAsync<HttpIOException>(async () => await (await response.Content.ReadAsStreamAsync()).CopyToAsync(came));
            Assert.Equal(HttpRequestError.ResponseEnded, broken.HttpRequestError);
            Assert.InRange(came.Length, 0, promised - 1);
            lengths.Add(came.Length);
        }

        Assert.True(lengths.Count > 3, "Answers are cut at any place.");
        Assert.Equal(20, (await StoredAsync(session)).Count);
    }

    [Fact]
    public async Task A_warning_stands_in_front_of_a_whole_answer()
    {
        var session = await BeginAsync();
        await sandbox.SetFaultsAsync(new { warningPrefix = 1 });

        var (status, type, text) = await AddAsync(session);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (status, type));
        Assert.StartsWith("<br />\n<b>Warning</b>:  ", text, StringComparison.Ordinal);
        Assert.EndsWith("<br />\n{\"code\":\"ok\",\"message\":\"\",\"response\":\"1\"}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delay_is_waited_by_all_calls_at_once()
    {
        var session = await BeginAsync();
        await sandbox.SetFaultsAsync(new { delayMs = 300 });
        var clock = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sandbox.CallAsync("server_get_all", new { session_id = session })));

        // In sequence they would take six seconds.
        Assert.InRange(clock.ElapsedMilliseconds, 290, 5000);
        Assert.Equal(20, (int)(await sandbox.FaultsAsync())["given"]!["delayMs"]!);
    }

    [Fact]
    public async Task Workers_work_on_one_call_after_another()
    {
        var session = await BeginAsync();
        await sandbox.SetFaultsAsync(new { workers = new { count = 2, cpuMs = 1, waitMs = 50, slowDown = 0.1 } });
        var clock = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => sandbox.CallAsync("server_get_all", new { session_id = session })));

        // Two at a time, and slower while others wait: never faster than this.
        Assert.True(clock.ElapsedMilliseconds >= 4 * 50, $"{clock.ElapsedMilliseconds} ms");
        Assert.Equal("""{"count":2,"cpuMs":1,"waitMs":50,"slowDown":0.1}""", (await sandbox.FaultsAsync())["workers"]!.ToJsonString().Replace("1.0", "1", StringComparison.Ordinal));
        await sandbox.SetFaultsAsync(new { });
        Assert.Null((await sandbox.FaultsAsync())["workers"]);
        await sandbox.CallAsync("server_get_all", new { session_id = session });
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_faults_again()
    {
        var session = await BeginAsync();
        object faults = new { seed = 11, dropBefore = 0.1, dropAfter = 0.1, emptyServerError = 0.2, badGateway = 0.2, truncate = 0.1, warningPrefix = 0.1 };

        await sandbox.SetFaultsAsync(faults);
        var first = await FatesAsync(session, 60);
        await sandbox.SetFaultsAsync(faults);
        var second = await FatesAsync(session, 60);
        await sandbox.SetFaultsAsync(new { seed = 12, dropBefore = 0.1, dropAfter = 0.1, emptyServerError = 0.2, badGateway = 0.2, truncate = 0.1, warningPrefix = 0.1 });
        var other = await FatesAsync(session, 60);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.True(first.Distinct().Count() >= 4, string.Join(' ', first));
    }

    [Fact]
    public async Task Logins_are_met_by_faults_as_well()
    {
        await BeginAsync();
        await sandbox.SetFaultsAsync(new { dropBefore = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.LoginAsync());

        await sandbox.SetFaultsAsync(new { });
        Assert.NotEmpty(await sandbox.LoginAsync());
    }

    [Fact]
    public async Task It_tells_what_is_in_force_and_how_often_each_was_given_out()
    {
        var session = await BeginAsync();
        await sandbox.SetFaultsAsync(new { seed = 7, dropAfter = 0.05, truncate = 0.95, delayMs = new { min = 0, max = 3 } });
        await FatesAsync(session, 40);

        var told = await sandbox.FaultsAsync();

        Assert.Equal(7, (int)told["seed"]!);
        Assert.Equal((0.05, 0.95, 0.0), ((double)told["dropAfter"]!, (double)told["truncate"]!, (double)told["badGateway"]!));
        Assert.Equal("""{"min":0,"max":3}""", told["delayMs"]!.ToJsonString());
        Assert.Equal(40, Names.Sum(name => (int)told["given"]![name]!));
        Assert.InRange((int)told["given"]!["truncate"]!, 30, 40);

        await sandbox.SetFaultsAsync(new { });
        told = await sandbox.FaultsAsync();
        Assert.Null(told["seed"]);
        Assert.Equal(0, (int)told["dropAfter"]!);
        Assert.InRange((int)told["given"]!["truncate"]!, 30, 40);
    }

    [Theory]
    [InlineData("""{"dropafter":0.1}""", "Unknown fault 'dropafter'. Use one of these: seed, functions, dropBefore, dropAfter, emptyServerError, badGateway, truncate, warningPrefix, delayMs, workers, endSessions, restart.")]
    [InlineData("""{"dropAfter":1.5}""", "dropAfter must be a probability: a number from 0 to 1.")]
    [InlineData("""{"dropAfter":-0.1}""", "dropAfter must be a probability: a number from 0 to 1.")]
    [InlineData("""{"truncate":"0.1"}""", "truncate must be a probability: a number from 0 to 1.")]
    [InlineData("""{"truncate":1e999}""", "truncate must be a probability: a number from 0 to 1.")]
    [InlineData("""{"seed":1.5}""", "seed must be a whole number from -2147483648 to 2147483647.")]
    [InlineData("""{"seed":null}""", "seed must be a whole number from -2147483648 to 2147483647.")]
    [InlineData("""{"workers":8}""", """workers must be an object such as {"count":8,"cpuMs":2.5,"waitMs":1,"slowDown":0.02}: count from 1 to 256, cpuMs and the whole number waitMs from 0 to 10000, slowDown from 0 to 1.""")]
    [InlineData("""{"workers":{"count":8,"cpu":1}}""", """workers must be an object such as {"count":8,"cpuMs":2.5,"waitMs":1,"slowDown":0.02}: count from 1 to 256, cpuMs and the whole number waitMs from 0 to 10000, slowDown from 0 to 1.""")]
    [InlineData("""{"delayMs":-1}""", """delayMs must be a whole number of milliseconds from 0 to 600000, or a range such as {"min":0,"max":50} with min not greater than max.""")]
    [InlineData("""{"delayMs":{"min":5,"max":1}}""", """delayMs must be a whole number of milliseconds from 0 to 600000, or a range such as {"min":0,"max":50} with min not greater than max.""")]
    [InlineData("""{"restart":1}""", "restart must be true or false.")]
    [InlineData("""{"dropAfter":0.6,"truncate":0.6}""", "The sum of dropBefore, dropAfter, emptyServerError, badGateway, truncate, warningPrefix must not exceed 1, because a call has at most one of these faults.")]
    [InlineData("[]", """The faults must be a JSON object such as {"dropAfter":0.05,"seed":7}. Use {} to end all faults.""")]
    [InlineData("", """The faults must be a JSON object such as {"dropAfter":0.05,"seed":7}. Use {} to end all faults.""")]
    public async Task An_invalid_request_is_refused_with_what_is_allowed_and_the_faults_stay(string order, string said)
    {
        await BeginAsync();
        await sandbox.SetFaultsAsync(new { seed = 7, warningPrefix = 0.5 });

        var (status, answer) = await sandbox.OrderFaultsAsync(order);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(said, (string?)answer["error"]);
        Assert.Equal(0.5, (double)(await sandbox.FaultsAsync())["warningPrefix"]!);
    }

    [Fact]
    public async Task A_reset_ends_faults_and_forgets_their_counts()
    {
        await BeginAsync();
        await sandbox.SetFaultsAsync(new { dropBefore = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.LoginAsync());

        await sandbox.ResetAsync();

        var told = await sandbox.FaultsAsync();
        Assert.Equal((0, 0), ((int)told["dropBefore"]!, (int)told["given"]!["dropBefore"]!));
        Assert.NotEmpty(await sandbox.LoginAsync());
    }

    [Fact]
    public async Task All_sessions_can_be_ended_at_once_and_the_faults_stay()
    {
        var session = await BeginAsync();
        await sandbox.SetFaultsAsync(new { seed = 7, delayMs = 1 });

        await sandbox.SetFaultsAsync(new { endSessions = true });

        var answer = await sandbox.CallAsync("server_get_all", new { session_id = session });
        Assert.Equal("The Session is expired or does not exist.", (string?)answer["message"]);
        Assert.Equal(1, (int)(await sandbox.StatsAsync())["failures"]!);
        var told = await sandbox.FaultsAsync();
        Assert.Equal((1, 1), ((int)told["delayMs"]!, (int)told["given"]!["endSessions"]!));
    }

    [Fact]
    public async Task A_restart_cuts_calls_in_flight_and_keeps_what_is_stored()
    {
        var session = await BeginAsync();
        await AddAsync(session);
        await sandbox.SetFaultsAsync(new { delayMs = 60_000 });
        var underWay = Enumerable.Range(0, 5).Select(_ => AddAsync(session)).ToArray();
        while ((int)(await sandbox.FaultsAsync())["given"]!["delayMs"]! < 5) await Task.Yield();

        await sandbox.SetFaultsAsync(new { restart = true, delayMs = 0 });

        foreach (var call in underWay) await Assert.ThrowsAsync<HttpRequestException>(() => call);
        var answer = await sandbox.CallAsync("server_get_all", new { session_id = session });
        Assert.Equal("The Session is expired or does not exist.", (string?)answer["message"]);
        Assert.Equal(["fault1.test"], await StoredAsync(await sandbox.LoginAsync()));
        Assert.Equal(1, (int)(await sandbox.FaultsAsync())["given"]!["restart"]!);
    }

    [Fact]
    public async Task A_call_that_waited_for_its_turn_at_a_restart_does_not_count_as_a_failure()
    {
        var session = await BeginAsync();
        Task<string>[] calls = [.. Enumerable.Range(0, 64).Select(async _ =>
        {
            try
            {
                return (string?)(await sandbox.CallAsync("mail_domain_get", new { session_id = session, primary_id = -1 }))["code"] ?? "";
            }
            catch (HttpRequestException)
            {
                return "cut";
            }
        })];

        await sandbox.SetFaultsAsync(new { restart = true });

        // Calls that were not sent yet use new connections and a session that has ended.
        var late = (await Task.WhenAll(calls)).Count(c => c == "remote_fault");
        Assert.Equal(Math.Min(late, 10), (int)(await sandbox.StatsAsync())["failures"]!);
    }

    [Fact]
    public async Task A_restart_cuts_connections_over_tls_and_not_the_one_it_was_ordered_by()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Http = null, Https = new IPEndPoint(IPAddress.Loopback, 0) });
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var http = new HttpClient(handler);
        async Task<HttpResponseMessage> OrderAsync(string faults) => await http.PostAsync(new Uri(server.HttpsAddress!, "/sandbox/faults"), new StringContent(faults));
        (await OrderAsync("""{"delayMs":60000}""")).Dispose();
        var underWay = Call.Async(http, server.HttpsAddress!, "login", new { username = "npadmin", password = "Np-Admin-1!" });
        while (!(await http.GetStringAsync(new Uri(server.HttpsAddress!, "/sandbox/faults"))).Contains("\"delayMs\":1,", StringComparison.Ordinal)) await Task.Yield();

        using var restarted = await OrderAsync("""{"delayMs":0,"restart":true}""");

        Assert.Equal(HttpStatusCode.OK, restarted.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => underWay);
        Assert.Equal("ok", (string?)(await Call.Async(http, server.HttpsAddress!, "login", new { username = "npadmin", password = "Np-Admin-1!" }))["code"]);
    }

    [Theory]
    [InlineData("PUT", 405, "GET, POST")]
    [InlineData("DELETE", 405, "GET, POST")]
    public async Task Faults_are_asked_for_and_set_in_no_other_way(string method, int status, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(sandbox.Address, "/sandbox/faults"));
        using var response = await sandbox.Http.SendAsync(request);
        Assert.Equal((status, allowed), ((int)response.StatusCode, response.Content.Headers.NonValidated["Allow"].ToString()));
    }

    private async Task<string> BeginAsync()
    {
        await sandbox.ResetAsync();
        return await sandbox.LoginAsync();
    }

    private HttpRequestMessage AddRequest(string session) => new(HttpMethod.Post, new Uri(sandbox.Address, "/remote/json.php?mail_domain_add"))
    {
        Content = new StringContent(JsonSerializer.Serialize(new { session_id = session, client_id = 1, @params = new { server_id = 1, domain = $"fault{Interlocked.Increment(ref added)}.test", active = "y" } })),
    };

    private async Task<(HttpStatusCode Status, string? Type, string Text)> AddAsync(string session)
    {
        using var request = AddRequest(session);
        using var response = await sandbox.Http.SendAsync(request);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    private async Task<List<string>> StoredAsync(string session)
    {
        await sandbox.SetFaultsAsync(new { });
        var answer = await sandbox.CallAsync("mail_domain_get", new { session_id = session, primary_id = -1 });
        return [.. answer["response"]!.AsArray().Select(row => (string)row!["domain"]!)];
    }

    // In sequence, so that the order of arrival is known.
    private async Task<List<string>> FatesAsync(string session, int calls)
    {
        List<string> fates = [];
        for (var i = 0; i < calls; i++)
        {
            try
            {
                using var content = new StringContent(JsonSerializer.Serialize(new { session_id = session }));
                using var response = await sandbox.Http.PostAsync(new Uri(sandbox.Address, "/remote/json.php?server_get_all"), content);
                fates.Add($"{(int)response.StatusCode} {(await response.Content.ReadAsStringAsync()).FirstOrDefault()}");
            }
            catch (HttpRequestException cut)
            {
                fates.Add(cut.HttpRequestError.ToString() + (cut.InnerException is HttpIOException));
            }
        }
        return fates;
    }
}
