using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

/// <summary>Parameters of an unexpected type, such as a list instead of a value.</summary>
public sealed class OddParameterTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Theory]
    [InlineData("mail_domain_set_status", """{"primary_id":[1,2],"status":"active"}""", "-1")]
    [InlineData("mail_domain_set_status", """{"primary_id":[1],"status":"active"}""", "0")]
    [InlineData("server_get", """{"server_id":["x"],"section":"cron"}""", """{"init_script":"cron","crontab_dir":"\/etc\/cron.d","wget":"\/usr\/bin\/wget"}""")]
    [InlineData("config_value_get", """{"group":"interface","name":0}""", """{"group":"interface","name":"session_timeout","value":"0"}""")]
    [InlineData("client_get_groupid", """{"client_id":12345678901234567890}""", "2")]
    public async Task A_list_or_a_huge_number_is_taken_for_an_id(string function, string parameters, string answer) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(answer), (await CallAsync(function, parameters))["response"]));

    [Fact]
    public async Task An_invalid_id_is_reported_once_and_true_counts_as_no_client()
    {
        Assert.Equal("The ID must be either an integer or an array.", (string?)(await CallAsync("client_update", Update("\"#NULL#\"")))["message"]);
        Assert.Equal("The ID must be either an integer or an array.username_error_unique<br>\r\n", (string?)(await CallAsync("client_update", Update("true")))["message"]);
    }

    [Fact]
    public async Task A_site_updated_by_a_fraction_of_its_id_is_in_its_own_way()
    {
        var members = new JsonObject
        {
            ["server_id"] = 1, ["ip_address"] = "*", ["domain"] = "lime.test", ["type"] = "vhost", ["parent_domain_id"] = 0, ["vhost_type"] = "name", ["hd_quota"] = 1024,
            ["traffic_quota"] = -1, ["subdomain"] = "www", ["php"] = "no", ["pm"] = "ondemand", ["pm_process_idle_timeout"] = 10, ["pm_max_requests"] = 0, ["active"] = "y",
            ["stats_type"] = "awstats", ["allow_override"] = "All", ["php_open_basedir"] = "/", ["http_port"] = 80, ["https_port"] = 443,
        };
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        Assert.Equal("1", (string?)(await sandbox.CallAsync("sites_web_domain_add", new { session_id = session, client_id = 1, @params = members }))["response"]);

        Assert.Equal("ok", (string?)(await sandbox.CallAsync("sites_web_domain_set_status", new { session_id = session, primary_id = "01", status = "active" }))["code"]);
        Assert.Equal(
            "domain_error_unique<br>\r\n",
            (string?)(await sandbox.CallAsync("sites_web_domain_set_status", new { session_id = session, primary_id = 1.9, status = "active" }))["message"]);
    }

    [Fact]
    public async Task The_list_of_templates_crashes_instead_of_refusing()
    {
        await sandbox.ResetAsync();
        using var body = new StringContent($$"""{"session_id":"{{await sandbox.LoginAsync("npnone", "Np-None-1!")}}"}""");
        using var response = await sandbox.Http.PostAsync(new Uri(sandbox.Address, "/remote/json.php?dns_templatezone_get_all"), body);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    private static string Update(string id) => $$$"""
        {"client_id":{{{id}}},"reseller_id":0,"params":{"username":"small","contact_name":"x","language":"en","email":"a@b.test","web_php_options":"no","ssh_chroot":"no","country":"DE"}}
        """;

    private async Task<JsonNode> CallAsync(string function, string parameters)
    {
        await sandbox.ResetAsync();
        var request = JsonNode.Parse(parameters)!.AsObject();
        request["session_id"] = await sandbox.LoginAsync();
        return await sandbox.CallAsync(function, request);
    }
}
