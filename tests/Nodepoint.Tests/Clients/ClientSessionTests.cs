using System.Net;
using System.Text.Json;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.Tests.Panel;
using Xunit;

namespace Nodepoint.Tests.Clients;

/// <summary>The session of a client on a panel that returns records of other clients to any call.</summary>
public sealed class ClientSessionTests
{
    private const string User = """{"userid":"6","username":"orchard","client_id":"5","default_group":"6","groups":"6"}""";
    private const string Own = """{"mailuser_id":"1","sys_userid":"6","sys_groupid":"6","email":"a@orchard.example","zone":"1","id":"1","name":"www","type":"A","data":"192.0.2.1","origin":"orchard.example."}""";
    private const string Foreign = """{"mailuser_id":"4","sys_userid":"7","sys_groupid":"7","email":"a@meadow.example","zone":"1","id":"2","name":"www","type":"A","data":"192.0.2.2","origin":"meadow.example."}""";

    [Fact]
    public async Task Reads_only_what_belongs_to_the_client()
    {
        await using var panel = Panel().On("mail_user_get", request => Answer.Ok(request.Body.GetProperty("primary_id").ValueKind == JsonValueKind.Number ? Foreign : $"[{Own},{Foreign}]"));
        await using var connection = await OpenAsync(panel);
        var boxes = new PanelLookup(connection).Table(MailboxNoun.Instance);
        Assert.Equal([1L], (await boxes.ListAsync([])).Select(box => box.Id));
        Assert.Null(await boxes.GetAsync(4));
        Assert.Equal(1, (await boxes.FirstAsync([]))!.Id);
    }

    [Fact]
    public async Task Reads_only_its_own_records_of_a_zone()
    {
        await using var panel = Panel().On("dns_zone_get", Answer.Ok(Own)).On("dns_rr_get_all_by_zone", Answer.Ok($"[{Own},{Foreign}]")).On("dns_a_get", Answer.Ok(Foreign));
        await using var connection = await OpenAsync(panel);
        var records = new DnsRecordTable(connection);
        Assert.Equal([1L], (await records.OfZoneAsync(new DnsZone { Id = 1, Origin = "orchard.example." }, default)).Select(record => record.Id));
        Assert.Null(await records.GetAsync(2, default));
    }

    [Theory]
    [InlineData("[OWN,FOREIGN]", "[OWN]")]
    [InlineData("""{"1":OWN,"4":FOREIGN}""", """{"1":OWN}""")]
    [InlineData("FOREIGN", "null")]
    [InlineData("OWN", "OWN")]
    public async Task Shows_only_the_own_part_of_any_response(string response, string shown)
    {
        await using var panel = Panel().On("mail_user_get", Answer.Ok(With(response)));
        await using var connection = await OpenAsync(panel);
        var arguments = new Dictionary<string, object?> { ["primary_id"] = 1 };
        Assert.Equal(With(shown), (await connection.CallAsync("mail_user_get", arguments)).GetRawText());
        if (response == shown) Assert.Contains("orchard", await connection.CallRawAsync("mail_user_get", arguments), StringComparison.Ordinal);
        else Assert.Equal(FaultKind.NotOwn, (await Assert.ThrowsAsync<PanelException>(() => connection.CallRawAsync("mail_user_get", arguments))).Kind);
    }

    [Theory]
    [InlineData("mail_user_update")]
    [InlineData("mail_user_delete")]
    [InlineData("client_delete")]
    [InlineData("system_config_get")]
    [InlineData("server_get")]
    [InlineData("some_new_function")]
    public async Task Sends_nothing_that_is_not_limited_to_the_client(string function)
    {
        await using var panel = Panel().On("mail_user_get", Answer.Ok(Foreign)).On("client_get", Answer.Ok(Foreign)).On(function, Answer.Ok("1"));
        await using var connection = await OpenAsync(panel);
        var arguments = new Dictionary<string, object?> { ["client_id"] = 6, ["primary_id"] = 4, ["section"] = "misc", ["server_id"] = 1, ["params"] = new Dictionary<string, object?> { ["active"] = "n" } };
        Assert.Equal(FaultKind.NotOwn, (await Assert.ThrowsAsync<PanelException>(() => connection.CallAsync(function, arguments))).Kind);
        Assert.Equal(0, panel.Count(function));
    }

    private static ScriptedPanel Panel() => new ScriptedPanel().On("client_get_by_username", Answer.Ok(User));

    private static Task<PanelConnection> OpenAsync(ScriptedPanel panel) => PanelConnection.OpenAsync(
        new PanelOptions { Uri = panel.Uri, Credential = new NetworkCredential("orchard", ScriptedPanel.Password), ClientLogin = true, Time = new FakeTime() }, TestContext.Current.CancellationToken);

    private static string With(string template) => template.Replace("OWN", Own, StringComparison.Ordinal).Replace("FOREIGN", Foreign, StringComparison.Ordinal);
}
