using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Xunit;

namespace Nodepoint.Tests.Panel;

/// <summary>Panels with columns or functions that this version does not know, or without some that it knows.</summary>
public sealed class NewerPanelTests
{
    private const string Row = """{"domain_id":"7","sys_groupid":"2","domain":"example.com","server_id":"1","active":"y","dkim":"n","local_delivery":"y","shiny":null}""";

    [Fact]
    public async Task Unknown_columns_are_kept()
    {
        await using var panel = new ScriptedPanel().On("mail_domain_get", Answer.Ok(Row));
        await using var connection = await panel.OpenAsync();
        var domain = await new PanelTable<MailDomain>(connection, MailDomainNoun.Instance).GetAsync(7);
        Assert.Equal("y", domain!.AdditionalFields["local_delivery"]);
        Assert.Null(domain.AdditionalFields["shiny"]);
        Assert.DoesNotContain("domain", domain.AdditionalFields.Keys);
    }

    [Fact]
    public async Task Unknown_columns_can_be_set()
    {
        await using var panel = new ScriptedPanel().On("mail_domain_get", Answer.Ok(Row)).On("mail_domain_add", Answer.Ok("\"8\"")).On("mail_domain_update", Answer.Ok("1"));
        await using var connection = await panel.OpenAsync();
        var table = new PanelTable<MailDomain>(connection, MailDomainNoun.Instance);
        var domain = (await table.GetAsync(7))!;
        await table.UpdateAsync(domain, ColumnSet.Empty, additional: new Dictionary<string, string?> { ["local_delivery"] = "n" });
        await table.AddAsync(domain with { AdditionalFields = new Dictionary<string, string?> { ["local_delivery"] = "n" } }, Owner.Administrator, ColumnSet.Empty);
        foreach (var function in new[] { "mail_domain_update", "mail_domain_add" })
        {
            var sent = panel.Requests.Single(request => request.Function == function).Body.GetProperty("params");
            Assert.Equal("n", sent.GetProperty("local_delivery").GetString());
            Assert.False(sent.TryGetProperty("shiny", out _));
        }
    }

    [Theory]
    [InlineData("""{"ispc_app_version":"3.3.0"}""", "ISPConfig 3.3.0")]
    [InlineData("""{"ispc_app_version":null}""", "ISPConfig version unknown")]
    public async Task A_function_that_is_not_there_is_told_with_the_panels_version(string version, string told)
    {
        await using var panel = new ScriptedPanel()
            .On("mail_alias_get", Answer.Fault("Method mail_alias_get does not exist", "invalid_method")).On("server_get_app_version", Answer.Ok(version));
        await using var connection = await panel.OpenAsync();
        var fault = await connection.FaultAsync("mail_alias_get");
        Assert.Equal(FaultKind.UnknownFunction, fault.Kind);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.Contains("mail_alias_get", fault.Message, StringComparison.Ordinal);
        Assert.Contains(told, (await Assert.ThrowsAsync<PanelException>(() => connection.RowsAsync("mail_alias_get"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_may_not_be_asked_for_does_not_hide_what_is_missing()
    {
        await using var panel = new ScriptedPanel()
            .On("mail_alias_get", Answer.Fault("Method mail_alias_get does not exist", "invalid_method"))
            .On("server_get_app_version", Answer.Fault("You do not have the permissions to access this function."));
        await using var connection = await panel.OpenAsync();
        var fault = await connection.FaultAsync("mail_alias_get");
        Assert.Equal(FaultKind.UnknownFunction, fault.Kind);
    }
}
