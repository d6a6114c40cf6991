using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Reads the disk usage and traffic that the servers of a panel have measured.</summary>
/// <param name="connection">The panel.</param>
public sealed class SiteUsage(PanelConnection connection)
{
    private const long Megabyte = 1048576;

    /// <summary>Gets the disk usage of a client's websites (quota_get_by_user).</summary>
    /// <param name="clientId">ID of the client. The panel returns nothing for 0.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The websites.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public Task<List<WebsiteUsage>> WebsitesAsync(long clientId, CancellationToken cancel) => ReadAsync("quota_get_by_user", clientId, 0, (_, row) =>
    {
        var (used, quota) = (Measured(row, "used_raw") ?? 0, Quota(row, "hd_quota"));
        return new WebsiteUsage(row.Text("domain"), row.Number("domain_id"), used, quota, Measured(row, "soft_raw") ?? -1, Measured(row, "hard_raw") ?? -1, Measured(row, "files_raw"), Percent(used, quota)) { OwnerGroupId = row.Number("sys_groupid") };
    }, cancel);

    /// <summary>Gets the size of a client's databases (databasequota_get_by_user).</summary>
    /// <param name="clientId">ID of the client. The panel returns nothing for 0.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The databases.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public Task<List<DatabaseUsage>> DatabasesAsync(long clientId, CancellationToken cancel) => ReadAsync("databasequota_get_by_user", clientId, 0, (_, row) =>
    {
        var (used, quota) = (Measured(row, "used_raw") ?? 0, Quota(row, "database_quota"));
        return new DatabaseUsage(row.Text("database_name"), row.Number("database_id"), row.Number("parent_domain_id"), used, quota, Percent(used, quota)) { OwnerGroupId = row.Number("sys_groupid") };
    }, cancel);

    /// <summary>Gets the traffic of a client's active websites (trafficquota_get_by_user).</summary>
    /// <param name="clientId">ID of the client; 0 for all.</param>
    /// <param name="lastDays">Number of past days to sum up in addition; 0 for none.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The websites.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public Task<List<WebsiteTraffic>> TrafficAsync(long clientId, int lastDays, CancellationToken cancel) => ReadAsync("trafficquota_get_by_user", clientId, lastDays, (domain, row) =>
        new WebsiteTraffic(domain, row.Number("domain_id"), Measured(row, "this_month"), TellsLastMonth(Today) ? Measured(row, "last_month") : null, Measured(row, "this_year"), Measured(row, "last_year"), Measured(row, "lastdays")), cancel);

    /// <summary>Gets the FTP traffic of a client's active websites (ftptrafficquota_data).</summary>
    /// <param name="clientId">ID of the client; 0 for all.</param>
    /// <param name="lastDays">Number of past days to sum up in addition; 0 for none.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The websites.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public Task<List<FtpTraffic>> FtpTrafficAsync(long clientId, int lastDays, CancellationToken cancel) => ReadAsync("ftptrafficquota_data", clientId, lastDays, (domain, row) =>
        new FtpTraffic(domain, row.Number("domain_id"), Measured(row, "this_month"), Measured(row, "last_month"), Measured(row, "this_year"), Measured(row, "last_year"), Measured(row, "lastdays")), cancel);

    /// <summary>The date by the panel's clock, as far as it is known.</summary>
    internal DateTime Today => (connection.Time.GetUtcNow() + (connection.ClockDifference ?? TimeSpan.Zero)).Date;

    /// <summary>Whether the panel's figure for last month is one: the panel looks for the same day of last month, and if there is no such day, the date falls into this month.</summary>
    /// <param name="today">The date on the panel.</param>
    internal static bool TellsLastMonth(DateTime today) => today.AddMonths(-1).Day == today.Day;

    private Task<List<T>> ReadAsync<T>(string function, long clientId, int lastDays, Func<string, IReadOnlyDictionary<string, string?>, T> make, CancellationToken cancel)
    {
        var call = new PanelCall(function, writer =>
        {
            writer.WriteNumber("client_id", clientId);
            // The panel accepts the days only as a number.
            if (lastDays > 0) writer.WriteNumber("lastdays", lastDays);
        });
        return connection.CallAsync(call, (ref Utf8JsonReader reader) => ReadRows(ref reader, make), cancel);
    }

    // The response is a list of rows, or an object with one row per domain. Without data it is an empty list in both cases.
    private static List<T> ReadRows<T>(ref Utf8JsonReader reader, Func<string, IReadOnlyDictionary<string, string?>, T> make)
    {
        var values = new List<T>();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) values.Add(make("", PanelRow.Read(ref reader)));
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var domain = reader.GetString()!;
                reader.Read();
                values.Add(make(domain, PanelRow.Read(ref reader)));
            }
        }

        return values;
    }

    // The panel returns sums as decimal numbers.
    private static long? Measured(IReadOnlyDictionary<string, string?> row, string name)
        => decimal.TryParse(row.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (long)number : null;

    private static long Quota(IReadOnlyDictionary<string, string?> row, string name) => row.Number(name) is var quota && quota < 0 ? -1 : quota * Megabyte;

    private static decimal? Percent(long used, long quota) => quota > 0 ? Math.Round(used * 100m / quota, 1) : null;
}
