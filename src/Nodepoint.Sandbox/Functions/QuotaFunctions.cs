using System.Globalization;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Functions for disk usage and traffic, from monitor_data and the traffic tables. Without rows in these, the usage is 0.</summary>
internal static class QuotaFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["quota_get_by_user"] = GetSites,
        ["mailquota_get_by_user"] = GetMailboxes,
        ["databasequota_get_by_user"] = GetDatabases,
        ["trafficquota_get_by_user"] = call => GetTraffic(call, sum => sum["sum"], "web_traffic"),
        // The panel reads a column that is not in its query, so the members exist and are null.
        ["ftptrafficquota_data"] = call => GetTraffic(call, _ => null, "ftp_traffic"),
    };

    private static PhpArray GetSites(PanelCall call)
    {
        var measured = Measurements.Sites(call.Database);
        return new(Readable(call, "web_domain", "type = 'vhost' AND", "domain").Select(row =>
        {
            var site = row.ToArray();
            var report = measured.GetValueOrDefault(row["system_user"] ?? "") ?? [];
            foreach (var name in (string[])["used", "soft", "hard", "files"]) site[name] = report.Value(name);
            site["used_raw"] = Bytes(site["used"]);
            site["soft_raw"] = Loose.IsEmpty(site["soft"]) ? -1L : Bytes(site["soft"]);
            site["hard_raw"] = Loose.IsEmpty(site["hard"]) ? -1L : Bytes(site["hard"]);
            site["files_raw"] = site["files"];
            site["used_percentage"] = Percentage(Loose.Number(site["used"]), Loose.Number(site["soft"]));
            return (object?)site;
        }));
    }

    private static PhpArray GetMailboxes(PanelCall call)
    {
        var measured = Measurements.Mailboxes(call.Database);
        return new(Readable(call, "mail_user", "", "email").Select(row =>
        {
            var mailbox = row.ToArray();
            var used = measured.GetValueOrDefault(row["email"] ?? "") ?? 0L;
            mailbox["last_access"] = Loose.IsEmpty(row["last_access"])
                ? "Never or unknown"
                : DateTimeOffset.FromUnixTimeSeconds(row.Number("last_access")).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            mailbox["name"] = HtmlEntities.Encode(row["name"] ?? "");
            mailbox["used"] = used;
            mailbox["quota_raw"] = row["quota"];
            mailbox["used_raw"] = used;
            mailbox["used_percentage"] = Percentage(Loose.Number(used), row.Number("quota"));
            return (object?)mailbox;
        }));
    }

    private static PhpArray GetDatabases(PanelCall call)
    {
        var measured = Measurements.Databases(call.Database);
        return new(Readable(call, "web_database", "", "database_name").Select(row =>
        {
            var database = row.ToArray();
            var quota = row["database_quota"] == "-1" ? -1L : row.Number("database_quota") * 1_000_000;
            var used = measured.GetValueOrDefault(row["database_name"] ?? "") ?? 0L;
            database["database_quota_raw"] = quota;
            database["used_raw"] = used;
            database["used_percentage"] = Percentage(Loose.Number(used), quota);
            return (object?)database;
        }));
    }

    // Without a client this returns the sites of all clients, unlike the other functions.
    private static PhpArray GetTraffic(PanelCall call, Func<Row, object?> shown, string table)
    {
        var ofClient = Loose.Same(call["client_id"], null) || PanelInt.Of(call["client_id"]) == 0
            ? ""
            : " AND sys_groupid = (SELECT default_group FROM sys_user WHERE client_id = ?1 LIMIT 1)";
        var sites = call.Database.All(
            $"SELECT * FROM web_domain WHERE active = 'y' AND type IN ('vhost', 'vhostsubdomain', 'vhostalias'){ofClient} AND ?1 IS NOT NULL ORDER BY domain_id",
            PanelInt.Of(call["client_id"]));
        var days = call["lastdays"] is long number ? number : 0;
        var traffic = new PhpArray();
        foreach (var site in sites)
        {
            var figures = new PhpArray { ["domain_id"] = site["domain_id"] };
            foreach (var (name, from, to) in Periods(days))
            {
                var sum = call.Database.One($"SELECT count(*) AS rows, sum({(table == "web_traffic" ? "traffic_bytes" : "in_bytes")}) AS sum FROM {table} WHERE hostname = ?1 AND traffic_date >= ?2 AND traffic_date < ?3",
                    site["domain"], from, to)!;
                if (sum.Number("rows") > 0) figures[name] = shown(sum);
            }
            traffic[site["domain"]!] = figures;
        }
        return traffic;
    }

    private static IEnumerable<(string Name, string From, string To)> Periods(long days)
    {
        var today = DateTime.UtcNow.Date;
        var month = new DateTime(today.Year, today.Month, 1);
        var year = new DateTime(today.Year, 1, 1);
        yield return ("this_month", Day(month), Day(month.AddMonths(1)));
        yield return ("this_year", Day(year), Day(year.AddYears(1)));
        yield return ("last_month", Day(month.AddMonths(-1)), Day(month));
        yield return ("last_year", Day(year.AddYears(-1)), Day(year));
        // There is no end date: days after today count too.
        if (days > 0) yield return ("lastdays", Day(today.AddDays(-Math.Min(days, 700_000))), "9999-12-31");
    }

    private static string Day(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Reports are in kilobytes.
    private static long Bytes(object? kilobytes) => (long)(Loose.Number(kilobytes) * 1024);

    private static long Percentage(double used, double limit) => limit > 0 && used > 0 ? (long)Math.Round(used * 100 / limit, MidpointRounding.AwayFromZero) : 0;

    // Records of the client's group and the groups of its clients; without a client, only those that everyone can read.
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
