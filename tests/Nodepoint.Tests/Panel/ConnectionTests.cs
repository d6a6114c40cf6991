using Nodepoint.IspConfig;
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
    public async Task Rows_come_from_a_list_from_an_object_keyed_by_ids_and_from_a_single_row()
    {
        await using var panel = new ScriptedPanel()
            .On("dns_zone_get", Answer.Ok("""[{"id":"1"},{"id":"2"}]"""))
            .On("mail_user_get", Answer.Ok("""{"7":{"id":"7"},"8":{"id":"8"}}"""))
            .On("client_get", Answer.Ok("""{"client_id":"1"}"""))
            .On("get_function_list", Answer.Ok("[\"a\",\"b\"]"));
        await using PanelConnection connection = await panel.OpenAsync();

        Assert.Equal(["""{"id":"1"}""", """{"id":"2"}"""], await connection.RowsAsync("dns_zone_get"));
        Assert.Equal(["""{"id":"7"}""", """{"id":"8"}"""], await connection.RowsAsync("mail_user_get"));
        Assert.Equal(["""{"client_id":"1"}"""], await connection.RowsAsync("client_get"));
        Assert.Equal(["\"a\"", "\"b\""], await connection.RowsAsync("get_function_list"));
    }
}
