using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The disk usage that servers have reported (monitor_data), read as the panel does: newest report first, all servers together.</summary>
internal static class Measurements
{
    private static readonly string[] Limits = ["soft", "hard", "files"];

    /// <summary>
    /// The usage by system user: used, soft, hard and files. With several reports, the greater usage of the newest two counts, with
    /// the limits of the second newest.
    /// </summary>
    public static Dictionary<string, PhpArray> Sites(Database database)
    {
        var reports = new Dictionary<string, List<PhpArray>>(StringComparer.Ordinal);
        foreach (var report in Reports(database, "harddisk_quota"))
        {
            foreach (var (user, figures) in report.Value("user") as PhpArray ?? [])
            {
                if (figures is not PhpArray values) continue;
                if (!reports.TryGetValue(user, out var known)) reports[user] = known = [];
                known.Add(values);
            }
        }
        return reports.ToDictionary(pair => pair.Key, pair => Merged(pair.Value), StringComparer.Ordinal);
    }

    /// <summary>The usage by address: the newest figure that is not 0.</summary>
    public static Dictionary<string, object?> Mailboxes(Database database)
    {
        var used = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var report in Reports(database, "email_quota"))
        {
            foreach (var (address, figures) in report)
            {
                if (!Loose.IsTrue(used.GetValueOrDefault(address))) used[address] = (figures as PhpArray)?.Value("used");
            }
        }
        return used;
    }

    /// <summary>The usage by name: the newest figure, including 0.</summary>
    public static Dictionary<string, object?> Databases(Database database)
    {
        var used = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var report in Reports(database, "database_size"))
        {
            foreach (var (_, figures) in report)
            {
                if (figures is PhpArray values && values.Value("database_name") is string name) used.TryAdd(name, values.Value("size"));
            }
        }
        return used;
    }

    private static PhpArray Merged(List<PhpArray> reports)
    {
        var newest = reports[0];
        if (reports.Count == 1) return newest;
        var merged = new PhpArray { ["used"] = Loose.Compare(newest.Value("used"), reports[1].Value("used")) > 0 ? newest.Value("used") : reports[1].Value("used") };
        foreach (var name in Limits) merged[name] = reports[1].Value(name);
        return merged;
    }

    private static IEnumerable<PhpArray> Reports(Database database, string type) =>
        database.All("SELECT data FROM monitor_data WHERE type = ? ORDER BY created DESC", type)
            .Select(row => PhpSerializer.Unserialize(row["data"] ?? "")).OfType<PhpArray>();
}
