using System.Net;
using System.Security.Cryptography;
using Nodepoint.Sandbox.Hosting;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class ServerTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task Https_shows_the_certificate_whose_pin_was_told()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Http = null, Https = new IPEndPoint(IPAddress.Loopback, 0) });
        string? seen = null;
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                seen = Convert.ToHexString(SHA256.HashData(certificate!.RawData));
                return true;
            },
        };
        using var http = new HttpClient(handler);

        var answer = await Call.Async(http, server.HttpsAddress!, "login", new { username = "npadmin", password = "Np-Admin-1!" });

        Assert.Equal("ok", (string?)answer["code"]);
        Assert.Equal(server.CertificatePin, seen);
        Assert.Null(server.HttpAddress);
    }

    [Fact]
    public async Task Answers_have_the_headers_of_the_panel()
    {
        using var response = await sandbox.Http.PostAsync(new Uri(sandbox.Address, "/remote/json.php?login"), new StringContent("{}"));

        Assert.Equal("application/json; charset=\"utf-8\"", response.Content.Headers.NonValidated["Content-Type"].ToString());
        Assert.Equal(
            "{\"code\":\"remote_fault\",\"message\":\"The login username is empty.\",\"response\":false}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Slashes_and_letters_beyond_ascii_are_escaped_as_php_does()
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        await sandbox.CallAsync("config_value_add", new { session_id = session, group = "a", name = "b", value = "ü/\"\u00a0€" });

        using var response = await sandbox.Http.PostAsync(
            new Uri(sandbox.Address, "/remote/json.php?config_value_get"), new StringContent($$"""{"session_id":"{{session}}","group":"a","name":"b"}"""));

        Assert.Contains("\"value\":\"\\u00fc\\/\\\"\\u00a0\\u20ac\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_in_a_list_is_written_as_one_alone()
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        var added = await TextAsync("mail_domain_add", $$"""{"session_id":"{{session}}","client_id":1,"params":{"server_id":1,"domain":"odd.test","dkim_private":"ü/\"\\\u00a0€\n\u007f","active":"y"} }""");
        Assert.StartsWith("{\"code\":\"ok\"", added, StringComparison.Ordinal);

        var one = await TextAsync("mail_domain_get", $$"""{"session_id":"{{session}}","primary_id":1}""");
        var list = await TextAsync("mail_domain_get", $$"""{"session_id":"{{session}}","primary_id":-1}""");
        var found = await TextAsync("mail_domain_get", $$"""{"session_id":"{{session}}","primary_id":{"domain":"odd.test"} }""");

        Assert.Contains("\\u20ac", one, StringComparison.Ordinal);
        Assert.Equal(one.Replace("\"response\":{", "\"response\":[{", StringComparison.Ordinal).Replace("}}", "}]}", StringComparison.Ordinal), list);
        Assert.Equal(list, found);
    }

    [Fact]
    public async Task Calls_are_counted_by_function_until_the_next_reset()
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        await sandbox.CallAsync("server_get_all", new { session_id = session });
        await sandbox.CallAsync("server_get_all", new { session_id = session });
        await sandbox.CallAsync("no_such_function", new { });

        var stats = await sandbox.StatsAsync();
        Assert.Equal(4, (int)stats["total"]!);
        Assert.Equal(1, (int)stats["logins"]!);
        Assert.Equal(2, (int)stats["server_get_all"]!);
        Assert.Null(stats["no_such_function"]);

        await sandbox.ResetAsync();
        Assert.Equal(0, (int)(await sandbox.StatsAsync())["total"]!);
    }

    [Fact]
    public async Task A_reset_forgets_records_and_sessions()
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        await sandbox.CallAsync("mail_domain_add", new { session_id = session, client_id = 1, @params = new { server_id = 1, domain = "gone.test", active = "y" } });

        await sandbox.ResetAsync();

        Assert.Equal("The Session is expired or does not exist.", (string?)(await sandbox.CallAsync("server_get_all", new { session_id = session }))["message"]);
        var domains = await sandbox.CallAsync("mail_domain_get", new { session_id = await sandbox.LoginAsync(), primary_id = -1 });
        Assert.Empty(domains["response"]!.AsArray());
    }

    [Theory]
    [InlineData("GET", "/sandbox/reset", 405)]
    [InlineData("POST", "/sandbox/stats", 405)]
    [InlineData("GET", "/", 404)]
    [InlineData("POST", "/remote/index.php", 404)]
    public async Task Other_paths_and_methods_are_refused(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(sandbox.Address, path));
        using var response = await sandbox.Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Calls_at_the_same_time_each_get_an_id_of_their_own()
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i => (string?)(await sandbox.CallAsync(
            "mail_domain_add", new { session_id = session, client_id = 1, @params = new { server_id = 1, domain = $"many{i}.test", active = "y" } }))["response"]));

        Assert.Equal(Enumerable.Range(1, 100).Select(i => $"{i}").Order(), ids.Order());
    }

    private async Task<string> TextAsync(string function, string body)
    {
        using var response = await sandbox.Http.PostAsync(new Uri(sandbox.Address, "/remote/json.php?" + function), new StringContent(body));
        return await response.Content.ReadAsStringAsync();
    }
}
