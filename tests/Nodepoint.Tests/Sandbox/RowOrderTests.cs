using System.Text.Json.Nodes;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

/// <summary>The panel requests no order of rows, so it gets that of an index if the database considers using it cheaper than reading the table.</summary>
public sealed class RowOrderTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Theory]
    [InlineData(2, """{"zone":1}""", "n1 n2")]
    [InlineData(3, """{"zone":1}""", "n3 n2 n1")]
    [InlineData(3, """{"zone":1,"#OFFSET#":0,"#LIMIT#":2}""", "n1 n2")]
    [InlineData(3, """{"type":"A"}""", "n3 n2 n1")]
    [InlineData(2, """{"zone":1,"type":"A%"}""", "n1 n2")]
    [InlineData(2, """{"name":"n%"}""", "n2 n1")]
    public async Task A_filter_finds_rows_by_an_index_if_that_is_cheaper(int records, string filter, string names)
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        for (var i = records; i > 0; i--) await AddAsync(session, 1, $"n{i}", "A");

        Assert.Equal(names, Names(await sandbox.CallAsync("dns_a_get", new { session_id = session, primary_id = JsonNode.Parse(filter) })));
    }

    [Fact]
    public async Task Records_of_a_zone_come_by_type_as_the_table_lists_the_types()
    {
        await sandbox.ResetAsync();
        var session = await sandbox.LoginAsync();
        foreach (var (zone, name, type) in new[] { (1, "a", "MX"), (1, "b", "CNAME"), (1, "c", "CAA"), (2, "d", "A") }) await AddAsync(session, zone, name, type);

        Assert.Equal("b c a", Names(await sandbox.CallAsync("dns_rr_get_all_by_zone", new { session_id = session, zone_id = 1 })));
    }

    private async Task AddAsync(string session, int zone, string name, string type)
    {
        var answer = await sandbox.CallAsync("dns_a_add", new
        {
            session_id = session,
            client_id = 1,
            @params = new { server_id = 1, zone, name, type, data = "192.0.2.1", aux = 0, ttl = 3600, active = "Y" },
        });
        Assert.Equal("ok", (string?)answer["code"]);
    }

    private static string Names(JsonNode answer) => string.Join(' ', answer["response"]!.AsArray().Select(r => (string?)r!["name"]));
}
