using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Forms;

/// <summary>Checks the names and folders of websites and their dependents.</summary>
internal static class SiteChecks
{
    private static readonly string[] ForbiddenNames = ["root", "ispconfig", "vmail", "getmail"];

    /// <summary>The error key for the domain of a site, or null when it is valid.</summary>
    public static string? DomainComplaint(Check check)
    {
        if (Loose.IsEmpty(check.Value)) return "domain_error_empty";
        if (!PhpRegex.IsMatch("/^[\\w\\.\\-]{1,255}\\.[a-zA-Z0-9\\-]{2,63}$/", check.Value)) return "domain_error_regex";
        if (!IsFree(check, check.Text, withAutoSubdomains: true)) return "domain_error_unique";
        return PhpRegex.IsMatch("/\\.acme\\.invalid$/", check.Value) ? "domain_error_acme_invalid" : null;
    }

    public static bool IsAutoSubdomainFree(Check check)
    {
        if (Loose.IsEmpty(check.Value)) return true;
        var domain = Loose.Text(check.Record.Value("domain"));
        if (check.Call.Config.SystemValue("domains", "use_domain_module") == "y")
        {
            if (check.Call.Tables.First("domain", "domain_id", check.Record.Value("domain")) is not { } known) return true;
            domain = known["domain"]!;
        }
        return IsFree(check, $"{check.Text}.{domain}", withAutoSubdomains: false);
    }

    /// <summary>Whether a directory is the folder of the user's site or inside it.</summary>
    public static bool IsInsideSite(Check check, string table)
    {
        var id = PanelInt.Of(check.Id);
        var siteId = id > 0 ? check.Call.Tables.ById(table, id)?.Number("parent_domain_id") ?? 0
            : check.Record.IsSet("parent_domain_id") ? PanelInt.Of(check.Record.Value("parent_domain_id")) : 0;
        if (siteId < 1 || check.Call.Tables.ById("web_domain", siteId) is not { } site) return false;
        var root = site["document_root"] ?? "";
        var folder = check.Text;
        return (Loose.Same(folder, root) || folder.StartsWith(root + "/", StringComparison.Ordinal))
            && !folder.Contains("..", StringComparison.Ordinal) && !folder.Contains("./", StringComparison.Ordinal) && !folder.Contains("/.", StringComparison.Ordinal)
            && PhpText.Length(root) >= 4;
    }

    /// <summary>Whether a name is allowed for a system user or group; those of sites are web or client with a number.</summary>
    public static bool IsAllowedSystemName(Check check, string kind)
    {
        if (check.Field.Name is "system_user" or "system_group" && Loose.Same(check.Value, "-")) return true;
        var name = PhpText.Trim(PhpText.Lower(check.Text));
        if (ForbiddenNames.Contains(name, StringComparer.Ordinal) || !PhpRegex.IsMatch("/^[a-zA-Z0-9\\.\\-_]{1,32}$/", name)) return false;
        return check.Field.Name == "username" || PhpRegex.IsMatch($"/^{kind}\\d+$/", name);
    }

    // A name can exist once per server and address; "*" stands for every address.
    private static bool IsFree(Check check, string name, bool withAutoSubdomains)
    {
        var tables = check.Call.Tables;
        object? ipv4 = check.Record.Value("ip_address"), ipv6 = check.Record.Value("ipv6_address");
        if ((Loose.Same(ipv4, "") || Loose.Same(ipv6, "")) && Loose.Compare(check.Record.Value("parent_domain_id"), 0L) > 0
            && tables.First("web_domain", "domain_id", check.Record.Value("parent_domain_id")) is { } parent)
        {
            ipv4 = parent["ip_address"];
            ipv6 = parent["ipv6_address"];
        }
        // The panel compares the ID of the request: 1.5 updates record 1, but does not count as the same record.
        var id = check.Id is bool ? 0 : Loose.Number(check.Id);
        var names = new List<string> { name };
        names.AddRange(tables.Where("web_domain", "parent_domain_id", id).Where(c => c["type"] is "alias" or "subdomain" or "vhostsubdomain").Select(c => c["domain"]!));
        return Clashes(names, "d.domain", n => n)
            // A subdomain has no dot, so the domain follows the first dot and can be found by an index.
            .Concat(withAutoSubdomains ? Clashes(names, "d.subdomain || '.' || d.domain", n => n[(n.IndexOf('.', StringComparison.Ordinal) + 1)..]) : [])
            .All(other => !SharesAddress(other, ipv4, ipv6));

        IEnumerable<Row> Clashes(List<string> wanted, string expression, Func<string, string> domain) => wanted.SelectMany(n => check.Call.Database.All(
            "SELECT CASE WHEN p.domain_id IS NOT NULL THEN p.ip_address ELSE d.ip_address END AS ip_address, "
            + "CASE WHEN p.domain_id IS NOT NULL THEN p.ipv6_address ELSE d.ipv6_address END AS ipv6_address "
            + "FROM web_domain d LEFT JOIN web_domain p ON p.domain_id = d.parent_domain_id "
            + $"WHERE d.domain = ?4 AND {expression} = ?1 COLLATE {Database.Collation} AND d.server_id = ?2 AND d.domain_id <> ?3 AND (?3 = 0 OR d.parent_domain_id <> ?3)",
            ColumnValue.BasicPlane(n), check.Record.IsSet("server_id") ? Loose.Number(check.Record.Value("server_id")) : null, id, ColumnValue.BasicPlane(domain(n))));
    }

    private static bool SharesAddress(Row other, object? ipv4, object? ipv6) =>
        Loose.Same(ipv4, "*") || other["ip_address"] == "*"
        || (!Loose.Same(ipv4, "") && Loose.Same(other["ip_address"], ipv4))
        || (!Loose.Same(ipv6, "") && Loose.Same(other["ipv6_address"], ipv6));
}
