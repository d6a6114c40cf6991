using System.Text.Json.Nodes;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

public sealed class DatalogTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task A_zone_from_a_template_is_noted_under_its_clients_name()
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        await sandbox.CallAsync("dns_templatezone_add", new
        {
            session_id = session, client_id = 1, template_id = 1, domain = "elm.test", ip = "192.0.2.1", ns1 = "ns1.elm.test", ns2 = "ns2.elm.test", email = "admin@elm.test",
        });

        Assert.Equal("acme", (string?)(await LastAsync(session))["user"]);
    }

    [Fact]
    public async Task Deleting_every_record_at_once_deletes_none_and_is_noted_all_the_same()
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        await sandbox.CallAsync("dns_a_add", new { session_id = session, client_id = 1, @params = new { zone = 1, name = "a", type = "A", data = "192.0.2.1", ttl = 60 } });

        Assert.Equal(0, (int)(await sandbox.CallAsync("dns_a_delete", new { session_id = session, primary_id = -1 }))["response"]!);
        var last = await LastAsync(session);
        Assert.Equal("id:-1", (string?)last["dbidx"]);
        Assert.StartsWith("a:2:{s:3:\"old\";a:1:{i:0;a:", (string?)last["data"], StringComparison.Ordinal);
    }

    private async Task<JsonNode> LastAsync(string session) =>
        (await sandbox.CallAsync("sys_datalog_get", new { session_id = session, datalog_id = 1, newer = true }))["response"]![0]!;
}
