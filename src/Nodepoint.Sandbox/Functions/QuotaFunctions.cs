using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Space and traffic in use. Nothing is measured in a sandbox, so all of it is free.</summary>
internal static class QuotaFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["quota_get_by_user"] = GetSites,
        ["mailquota_get_by_user"] = GetMailboxes,
        ["databasequota_get_by_user"] = GetDatabases,
        ["trafficquota_get_by_user"] = GetTraffic,
        ["ftptrafficquota_data"] = GetTraffic,
    };

    private static PhpArray GetSites(PanelCall call) => new(Readable(call, "web_domain", "type = 'vhost' AND", "domain").Select(row =>
    {
        var site = row.ToArray();
        site["used"] = site["soft"] = site["hard"] = site["files"] = null;
        site["used_raw"] = 0L;
        site["soft_raw"] = -1L;
        site["hard_raw"] = -1L;
        site["files_raw"] = null;
        site["used_percentage"] = 0L;
        return (object?)site;
    }));

    private static PhpArray GetMailboxes(PanelCall call) => new(Readable(call, "mail_user", "", "email").Select(row =>
    {
        var mailbox = row.ToArray();
        mailbox["last_access"] = Loose.IsEmpty(row["last_access"])
            ? "Never or unknown"
            : DateTimeOffset.FromUnixTimeSeconds(row.Number("last_access")).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        mailbox["name"] = HtmlEntities.Encode(row["name"] ?? "");
        mailbox["used"] = 0L;
        mailbox["quota_raw"] = row["quota"];
        mailbox["used_raw"] = 0L;
        mailbox["used_percentage"] = 0L;
        return (object?)mailbox;
    }));

    private static PhpArray GetDatabases(PanelCall call) => new(Readable(call, "web_database", "", "database_name").Select(row =>
    {
        var database = row.ToArray();
        database["database_quota_raw"] = row["database_quota"] == "-1" ? -1L : row.Number("database_quota") * 1_000_000;
        database["used_raw"] = 0L;
        database["used_percentage"] = 0L;
        return (object?)database;
    }));

    // Without a client everyone's sites, unlike the others.
    private static PhpArray GetTraffic(PanelCall call)
    {
        var ofClient = Loose.Same(call["client_id"], null) || PanelInt.Of(call["client_id"]) == 0
            ? ""
            : " AND sys_groupid = (SELECT default_group FROM sys_user WHERE client_id = ?1 LIMIT 1)";
        var sites = call.Database.All(
            $"SELECT * FROM web_domain WHERE active = 'y' AND type IN ('vhost', 'vhostsubdomain', 'vhostalias'){ofClient} AND ?1 IS NOT NULL ORDER BY domain_id",
            PanelInt.Of(call["client_id"]));
        var traffic = new PhpArray();
        foreach (var site in sites) traffic[site["domain"]!] = new PhpArray { ["domain_id"] = site["domain_id"] };
        return traffic;
    }

    // Records of the client's group and of his clients' groups; without a client only those everyone may read.
    private static List<Row> Readable(PanelCall call, string table, string condition, string order)
    {
        var id = call["client_id"];
        var groups = "0";
        if (!Loose.Same(id, null))
        {
            var clients = call.Tables.Where("client", "client_id", id).Concat(call.Tables.Where("client", "parent_client_id", id)).Select(c => c.Number("client_id"));
            groups = string.Join(',', clients.SelectMany(c => call.Tables.Where("sys_group", "client_id", c)).Select(g => g["groupid"]).Append("0"));
        }
        return call.Database.All(
            $"SELECT * FROM \"{table}\" WHERE {condition} ((sys_groupid IN ({groups}) AND sys_groupid > 0 AND sys_perm_group LIKE '%r%') OR sys_perm_other LIKE '%r%') ORDER BY \"{order}\"");
    }
}
