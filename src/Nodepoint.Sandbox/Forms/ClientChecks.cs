using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Forms;

/// <summary>The checks of the form of a client.</summary>
internal static class ClientChecks
{
    public static bool IsUserNameFree(Check check)
    {
        var tables = check.Call.Tables;
        if (tables.Equal("sys_user", "username", check.Value) is not { } same) return true;
        if (Loose.Same(check.Id, 0L)) return check.Call.Database.One($"SELECT 1 FROM sys_user WHERE {same.Sql}", same.Value) is null;
        return tables.Equal("sys_user", "client_id", check.Id) is not { Value: not null } own
            || check.Call.Database.One($"SELECT 1 FROM sys_user WHERE {same.Sql} AND NOT {own.Sql}", same.Value, own.Value) is null;
    }

    /// <summary>Whether a name such as web1 could be that of a site's system user.</summary>
    public static bool CollidesWithSites(Check check)
    {
        string? Setting(string name) => check.Call.Config.SystemValue("sites", name);
        var name = check.Text;
        return (PhpText.Trim(name) == "web" || PhpRegex.IsMatch("/^web[0-9]/", name))
            && (Setting("ftpuser_prefix") is null or "" or "[CLIENTNAME]" || Setting("shelluser_prefix") is null or "" or "[CLIENTNAME]")
            && Setting("client_username_web_check_disabled") == "n";
    }

    /// <summary>Whether a VAT ID is of another country than the client. Unlike the panel, this does not ask whether the ID exists.</summary>
    public static bool HasForeignVatId(Check check)
    {
        var vatId = PhpText.Trim(check.Text);
        var country = Loose.Text(check.Record.Value("country"));
        if (vatId.Length == 0 || !ContractData.Current.EuCountries.Contains(country)) return false;
        vatId = string.Concat(vatId.Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-' or ',')));
        return PhpText.Upper(vatId.Length > 2 ? vatId[..2] : vatId) != (country == "GR" ? "EL" : country);
    }
}
