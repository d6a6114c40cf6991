using System.Net;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Xunit;

namespace Nodepoint.Tests.Sandbox;

/// <summary>With hundreds of thousands of records, no lookup of a single one may scan the table.</summary>
public sealed class LookupTests : IDisposable
{
    private static readonly HashSet<string> Names = ["email", "login", "source", "domain", "origin", "username", "customer_no", "database_name", "database_user", "listname"];

    private readonly PanelState state = new(null, null);

    public static TheoryData<string, string> FormsAndNames => new(
        from form in ContractData.Current.Forms.Values
        from member in form.Fields
        // The source of a mailbox filter is a header, not a record.
        where form.Name != "mail/mail_user_filter" && (Names.Contains(member.Name) || member.Validators.Any(v => v.Type == "UNIQUE"))
        select (form.Name, member.Name));

    public void Dispose() => state.Dispose();

    [Theory]
    [MemberData(nameof(FormsAndNames))]
    public void A_record_is_found_by_its_name(string form, string column) => AssertFound(form, new PhpArray { [column] = "x" });

    [Theory]
    [MemberData(nameof(FormsAndNames))]
    public void A_record_is_found_by_its_name_on_a_server(string form, string column)
    {
        if (ContractData.Current.Forms[form].Table.IndexOf("server_id") >= 0) AssertFound(form, new PhpArray { ["server_id"] = 1L, [column] = "x" });
    }

    [Theory]
    [InlineData("mail/mail_user", "email", "%@example.test")]
    [InlineData("mail/mail_user", "email", "info@%")]
    [InlineData("mail/mail_alias", "source", "%@example.test")]
    [InlineData("mail/mail_alias", "destination", "%@example.test")]
    [InlineData("mail/mail_domain", "domain", "exam%.test")]
    [InlineData("dns/dns_soa", "origin", "exam%")]
    public void Records_are_found_by_a_pattern_that_begins_or_ends_plainly(string form, string column, string pattern) => AssertFound(form, new PhpArray { [column] = pattern });

    [Theory]
    [InlineData("dns/dns_a", "zone")]
    [InlineData("mail/mail_user_filter", "mailuser_id")]
    [InlineData("sites/ftp_user", "parent_domain_id")]
    [InlineData("sites/web_vhost_domain", "parent_domain_id")]
    [InlineData("mail/mail_user", "sys_groupid")]
    [InlineData("mail/mail_domain", "sys_groupid")]
    [InlineData("sites/web_vhost_domain", "sys_groupid")]
    [InlineData("dns/dns_soa", "sys_groupid")]
    public void Dependents_of_a_record_are_found_by_its_id(string form, string column) => AssertFound(form, new PhpArray { [column] = 1L });

    private void AssertFound(string form, PhpArray filter)
    {
        var rows = RecordFilter.Find(new PanelCall(state, [], IPAddress.Loopback), ContractData.Current.Forms[form], filter)!;
        Assert.DoesNotContain(rows.Plan(), step => step.StartsWith("SCAN", StringComparison.Ordinal));
        // A lookup by server reads half of the records, so an index does not help.
        Assert.DoesNotContain(rows.Plan(), step => step.EndsWith("(server_id=?)", StringComparison.Ordinal));
    }
}
