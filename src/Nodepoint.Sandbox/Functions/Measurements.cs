using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The disk usage that servers have reported (monitor_data), read as the panel does: newest report first, all servers together.</summary>
internal static class Measurements
{
    private const string Newest = "SELECT data FROM monitor_data WHERE type = ? ORDER BY created DESC";

    /// <summary>The usage by system user: used, soft, hard and files. A value that was reported more than once is a list, the newest first.</summary>
    public static PhpArray Sites(Database database)
    {
        var all = new PhpArray();
        foreach (var report in database.All(Newest, "harddisk_quota"))
            all = all.MergedDeeplyWith(PhpSerializer.Unserialize(report["data"] ?? "") as PhpArray ?? throw new PhpCrash("A report cannot be read."));
        return all.Value("user") as PhpArray ?? [];
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
                if (figures is PhpArray values && values.Value("database_name") is string name && used.GetValueOrDefault(name) is null) used[name] = values.Value("size");
            }
        }
        return used;
    }

    private static IEnumerable<PhpArray> Reports(Database database, string type) =>
        database.All(Newest, type)
            .Select(row => PhpSerializer.Unserialize(row["data"] ?? "")).OfType<PhpArray>();
}
