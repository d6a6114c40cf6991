using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;
using Xunit;

namespace Nodepoint.Tests.Panel;

/// <summary>Panels with columns or functions that this version does not know, or without some that it knows.</summary>
public sealed class NewerPanelTests
{
    private const string Row = """{"domain_id":"7","sys_groupid":"2","domain":"example.com","server_id":"1","active":"y","dkim":"n","bright":"y","shiny":null}""";

    [Fact]
    public async Task Unknown_columns_are_kept()
    {
        await using var panel = new ScriptedPanel().On("mail_domain_get", Answer.Ok(Row));
        await using var connection = await panel.OpenAsync();
        var domain = await new PanelTable<MailDomain>(connection, MailDomainNoun.Instance).GetAsync(7);
        Assert.Equal("y", domain!.AdditionalFields["bright"]);
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
        await table.UpdateAsync(domain, ColumnSet.Empty, additional: new Dictionary<string, string?> { ["bright"] = "n" });
        await table.AddAsync(domain with { AdditionalFields = new Dictionary<string, string?> { ["bright"] = "n" } }, Owner.Administrator, ColumnSet.Empty);
        foreach (var function in new[] { "mail_domain_update", "mail_domain_add" })
        {
            var sent = panel.Requests.Single(request => request.Function == function).Body.GetProperty("params");
            Assert.Equal("n", sent.GetProperty("bright").GetString());
            Assert.False(sent.TryGetProperty("shiny", out _));
        }
    }

    private const string WithDelivery = """{"domain_id":"7","sys_groupid":"2","domain":"example.com","server_id":"1","active":"y","local_delivery":"n"}""";

    [Fact]
    public async Task A_column_of_some_versions_is_null_where_the_panel_does_not_return_it()
    {
        await using var panel = new ScriptedPanel().On("mail_domain_get", Answer.Ok(Row), Answer.Ok(WithDelivery));
        await using var connection = await panel.OpenAsync();
        var table = new PanelTable<MailDomain>(connection, MailDomainNoun.Instance);
        Assert.Null((await table.GetAsync(7))!.LocalDelivery);
        Assert.False((await table.GetAsync(7))!.LocalDelivery);
    }

    [Fact]
    public async Task A_column_that_the_panel_does_not_have_is_refused_with_its_version_and_not_sent()
    {
        await using var panel = new ScriptedPanel().On("mail_domain_get", Answer.Ok(Row)).On("server_get_app_version", Answer.Ok("""{"ispc_app_version":"3.2.11p2"}"""));
        await using var connection = await panel.OpenAsync();
        var writer = new RecordWriter<MailDomain>(MailDomainNoun.Instance, new PanelLookup(connection), new WriteOptions());
        var addition = new Addition<MailDomain>(new MailDomain { Domain = "new.example", LocalDelivery = false }, ColumnSet.Empty.With(MailDomainNoun.DomainOrdinal).With(MailDomainNoun.LocalDeliveryOrdinal));
        var problem = await Assert.ThrowsAsync<RuleException>(() => writer.PlanAdditionAsync(addition, default));
        Assert.Equal(Rule.NotOnThisPanel, problem.Rule);
        Assert.Contains("-LocalDelivery", problem.Message, StringComparison.Ordinal);
        Assert.Contains("ISPConfig 3.2.11p2", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, panel.Count("mail_domain_add"));
    }

    [Theory]
    [InlineData(Row, false)]
    [InlineData(WithDelivery, true)]
    public async Task Only_columns_that_the_panel_has_are_sent_and_learning_them_needs_one_request(string row, bool isSent)
    {
        await using var panel = new ScriptedPanel().On("mail_domain_get", Answer.Ok($"[{row}]")).On("mail_domain_add", Answer.Ok("\"8\""));
        await using var connection = await panel.OpenAsync();
        var table = new PanelTable<MailDomain>(connection, MailDomainNoun.Instance);
        var lookup = new PanelLookup(connection);
        for (var count = 0; count < 3; count++)
        {
            await lookup.LearnColumnsAsync(MailDomainNoun.Instance, default);
            await table.AddAsync(table.ForColumns(new MailDomain { Domain = "new.example" }), Owner.Administrator, ColumnSet.Empty);
        }

        Assert.Equal(1, panel.Count("mail_domain_get"));
        Assert.All(panel.Requests.Where(request => request.Function == "mail_domain_add"), request => Assert.Equal(isSent, request.Body.GetProperty("params").TryGetProperty("local_delivery", out _)));
    }

    [Fact]
    public async Task On_an_empty_panel_a_column_that_was_not_stored_undoes_the_record()
    {
        await using var panel = new ScriptedPanel().On("mail_domain_get", request => Answer.Ok(request.Body.GetProperty("primary_id").ValueKind == System.Text.Json.JsonValueKind.Number ? Row : "[]"))
            .On("mail_domain_add", Answer.Ok("\"7\"")).On("mail_domain_delete", Answer.Ok("1")).On("server_get_app_version", Answer.Ok("""{"ispc_app_version":"3.2.11p2"}"""));
        await using var connection = await panel.OpenAsync();
        var table = new PanelTable<MailDomain>(connection, MailDomainNoun.Instance);
        var given = ColumnSet.Empty.With(MailDomainNoun.LocalDeliveryOrdinal);
        var problem = await Assert.ThrowsAsync<RuleException>(() => table.AddAsync(new MailDomain { Domain = "example.com", LocalDelivery = false }, Owner.Administrator, given));
        Assert.Contains("ISPConfig 3.2.11p2", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, panel.Count("mail_domain_delete"));
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
