using System.Text.Json.Nodes;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

/// <summary>What the panel makes of a list where a value is expected, and the like.</summary>
public sealed class OddParameterTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Theory]
    [InlineData("mail_domain_set_status", """{"primary_id":[1,2],"status":"active"}""", "-1")]
    [InlineData("mail_domain_set_status", """{"primary_id":[1],"status":"active"}""", "0")]
    [InlineData("server_get", """{"server_id":["x"],"section":"cron"}""", """{"init_script":"cron","crontab_dir":"\/etc\/cron.d","wget":"\/usr\/bin\/wget"}""")]
    [InlineData("client_get_groupid", """{"client_id":12345678901234567890}""", "2")]
    public async Task A_list_or_a_huge_number_is_taken_for_an_id(string function, string parameters, string answer) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(answer), (await CallAsync(function, parameters))["response"]));

    private async Task<JsonNode> CallAsync(string function, string parameters)
    {
        await sandbox.ResetAsync();
        var request = JsonNode.Parse(parameters)!.AsObject();
        request["session_id"] = await sandbox.LoginAsync();
        return await sandbox.CallAsync(function, request);
    }
}
