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
        return new(Readable(call, "web_domain", "type = 'vhost' AND ", "domain").Select(row =>
        {
            var site = row.ToArray();
            var report = measured.Value(row["system_user"] ?? "") as PhpArray ?? [];
            var used = report.Value("used");
            if (!Loose.IsNumeric(used)) used = Loose.Compare(Item(used, 0), Item(used, 1)) > 0 ? Item(used, 0) : Item(used, 1);
            site["used"] = used;
            foreach (var name in (string[])["soft", "hard", "files"]) site[name] = Loose.IsNumeric(report.Value(name)) ? report.Value(name) : Item(report.Value(name), 1);
            site["used_raw"] = Bytes(used);
            site["soft_raw"] = Loose.Compare(site["soft"], 0L) > 0 ? Bytes(site["soft"]) : -1L;
            site["hard_raw"] = Loose.Compare(site["hard"], 0L) > 0 ? Bytes(site["hard"]) : -1L;
            site["files_raw"] = site["files"];
            site["used_percentage"] = Percentage(Loose.Number(used), Loose.Number(site["soft"]));
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
            if (!Loose.IsNumeric(used)) used = Item(used, 1);
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
        // The panel takes today's day in last month, so that the 31st after a shorter month is in this month.
        var last = month.AddMonths(-1).AddDays(today.Day - 1);
        last = new DateTime(last.Year, last.Month, 1);
        yield return ("last_month", Day(last), Day(last.AddMonths(1)));
        yield return ("last_year", Day(year.AddYears(-1)), Day(year));
        // There is no end date: days after today count too. A day begins before the time of now, so that the first one is left out; a date before the year 0 finds nothing.
        if (days > 0 && days < (today - DateTime.MinValue).TotalDays + 366) yield return ("lastdays", Day(today.AddDays(1 - Math.Min(days, 700_000))), "9999-12-31");
    }

    private static string Day(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // What was reported twice is a list; of anything else the panel takes a character.
    private static object? Item(object? value, int at) => value switch
    {
        PhpArray list => list.Value(at.ToString(CultureInfo.InvariantCulture)),
        string text => PhpText.Bytes(text) is var bytes && at < bytes.Length ? bytes[at].ToString() : "",
        _ => null,
    };

    // Reports are in kilobytes.
    private static object Bytes(object? kilobytes)
    {
        if (kilobytes is PhpArray || (kilobytes is string text && !NumericText.IsNumberAtStart(text))) throw new PhpCrash("Only numbers can be multiplied.");
        if (kilobytes is double exact) return exact * 1024;
        if (kilobytes is string number && NumericText.Scan(number, out var whole) is var fraction && whole is null) return fraction * 1024;
        return Loose.Int(kilobytes) * 1024;
    }

    private static long Percentage(double used, double limit) => limit > 0 && used > 0 ? (long)Math.Round(used * 100 / limit, MidpointRounding.AwayFromZero) : 0;

    // Records of the client's group and the groups of its clients. Without either, those of the groups of the session; remote users have none.
    private static List<Row> Readable(PanelCall call, string table, string condition, string order)
    {
        var id = call["client_id"];
        var groups = "";
        if (!Loose.Same(id, null))
        {
            var clients = call.Tables.Where("client", "client_id", id).Concat(call.Tables.Where("client", "parent_client_id", id)).Select(c => c.Number("client_id")).Distinct();
            groups = string.Join(',', clients.SelectMany(c => call.Tables.Where("sys_group", "client_id", c)).Select(g => g["groupid"]));
        }
        if (groups.Length == 0 && call.LoggedInUser is not null)
        {
            if (call.Profile.IsAdmin) return call.Database.All($"SELECT * FROM \"{table}\" WHERE {condition}1 ORDER BY \"{order}\"");
            groups = call.Profile.Groups;
        }
        var ofGroups = groups.Length > 0 ? $"(sys_groupid IN ({groups}) AND sys_perm_group LIKE '%r%') OR " : "";
        return call.Database.All($"SELECT * FROM \"{table}\" WHERE {condition}({ofGroups}sys_perm_other LIKE '%r%') ORDER BY \"{order}\"");
    }
}
