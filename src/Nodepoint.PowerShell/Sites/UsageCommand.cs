using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>The base of the cmdlets that show what sites and databases take: of a client, a website, or everybody.</summary>
/// <typeparam name="T">What they show.</typeparam>
public abstract class UsageCommand<T> : BulkCommand
{
    private const long Megabyte = 1048576;

    /// <summary>Only of this client: its user name, its number, or the client itself. Left out, of all clients.</summary>
    [Parameter(ParameterSetName = "Client", Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(KeyCompleter<Client>))]
    public Reference<Client>? Client { get; set; }

    /// <summary>Only of this website: its domain, its number, or the website itself.</summary>
    [Parameter(ParameterSetName = "Website", Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(KeyCompleter<Website>))]
    public Reference<Website>? Website { get; set; }

    /// <summary>Whether the panel's function covers everybody when it is given no client.</summary>
    private protected virtual bool CoversAll => false;

    /// <summary>The call for a client.</summary>
    private protected abstract PanelCall Call(long clientId);

    /// <summary>Makes of a row what the cmdlet shows; the key is what the panel has it under, where it has one.</summary>
    private protected abstract T Make(string key, Dictionary<string, string?> row);

    /// <summary>The number of the website that something belongs to.</summary>
    private protected abstract long WebsiteOf(T value);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, website) = (Client, Website);
        Enqueue((object?)website ?? client, (row, cancel) => ShowAsync(row, client, website, cancel));
    }

    private async Task ShowAsync(Row row, Reference<Client>? client, Reference<Website>? website, CancellationToken cancel)
    {
        var site = website is null ? null : await Lookup.FindAsync(WebsiteNoun.Instance, website, cancel).ConfigureAwait(false);
        long? owner = client is not null ? (await Lookup.OwnerAsync(client, cancel).ConfigureAwait(false)).ClientId
            : site is not null ? (await Lookup.OwnerOfGroupAsync(site.OwnerGroupId, cancel).ConfigureAwait(false)).ClientId : null;
        foreach (var id in owner is { } one ? [one] : CoversAll ? [0] : await ClientsAsync(cancel).ConfigureAwait(false))
        {
            foreach (var value in await Connection.CallAsync(Call(id), ReadRows, cancel).ConfigureAwait(false))
                if (site is null || WebsiteOf(value) == site.Id) row.Write(value!);
        }
    }

    private async Task<List<long>> ClientsAsync(CancellationToken cancel)
    {
        var ids = new List<long>();
        await foreach (var client in Lookup.Table(ClientNoun.Instance).FindAsync([], null, cancel).ConfigureAwait(false)) ids.Add(client.Id);
        return ids;
    }

    // A list of rows, or an object with a row for each domain; an empty list is neither.
    private List<T> ReadRows(ref Utf8JsonReader reader)
    {
        var values = new List<T>();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                if (reader.TokenType == JsonTokenType.StartObject) values.Add(Make("", Members(ref reader)));
                else reader.Skip();
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = reader.GetString()!;
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject) values.Add(Make(key, Members(ref reader)));
                else reader.Skip();
            }
        }

        return values;
    }

    private static Dictionary<string, string?> Members(ref Utf8JsonReader reader)
    {
        var members = new Dictionary<string, string?>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            members[name] = PanelValue.TextOrNull(ref reader);
        }

        return members;
    }

    private protected static long Number(Dictionary<string, string?> row, string name) => Measured(row, name) ?? 0;

    // Sums come as decimals.
    private protected static long? Measured(Dictionary<string, string?> row, string name)
        => decimal.TryParse(row.GetValueOrDefault(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (long)number : null;

    private protected static long Quota(Dictionary<string, string?> row, string name) => Number(row, name) is var quota && quota < 0 ? -1 : quota * Megabyte;

    private protected static decimal? Percent(long used, long quota) => quota > 0 ? Math.Round(used * 100m / quota, 1) : null;
}

/// <summary>Shows the room that websites take.</summary>
[Cmdlet(VerbsCommon.Get, "NpWebsiteUsage", DefaultParameterSetName = "Client")]
[OutputType(typeof(WebsiteUsage))]
public sealed class GetNpWebsiteUsageCommand : UsageCommand<WebsiteUsage>
{
    private protected override PanelCall Call(long clientId) => new("quota_get_by_user", writer => writer.WriteNumber("client_id", clientId));

    private protected override WebsiteUsage Make(string key, Dictionary<string, string?> row)
    {
        var (used, quota) = (Number(row, "used_raw"), Quota(row, "hd_quota"));
        return new(row.GetValueOrDefault("domain") ?? key, Number(row, "domain_id"), used, quota, Measured(row, "soft_raw") ?? -1, Measured(row, "hard_raw") ?? -1, Measured(row, "files_raw"), Percent(used, quota));
    }

    private protected override long WebsiteOf(WebsiteUsage value) => value.WebsiteId;
}

/// <summary>Shows the room that databases take.</summary>
[Cmdlet(VerbsCommon.Get, "NpDatabaseUsage", DefaultParameterSetName = "Client")]
[OutputType(typeof(DatabaseUsage))]
public sealed class GetNpDatabaseUsageCommand : UsageCommand<DatabaseUsage>
{
    private protected override PanelCall Call(long clientId) => new("databasequota_get_by_user", writer => writer.WriteNumber("client_id", clientId));

    private protected override DatabaseUsage Make(string key, Dictionary<string, string?> row)
    {
        var (used, quota) = (Number(row, "used_raw"), Quota(row, "database_quota"));
        return new(row.GetValueOrDefault("database_name") ?? key, Number(row, "database_id"), Number(row, "parent_domain_id"), used, quota, Percent(used, quota));
    }

    private protected override long WebsiteOf(DatabaseUsage value) => value.WebsiteId;
}

/// <summary>Shows the traffic of websites.</summary>
[Cmdlet(VerbsCommon.Get, "NpWebsiteTraffic", DefaultParameterSetName = "Client")]
[OutputType(typeof(WebsiteTraffic))]
public sealed class GetNpWebsiteTrafficCommand : UsageCommand<WebsiteTraffic>
{
    /// <summary>Sums up the last days as well, so many; from 1.</summary>
    [Parameter]
    [ValidateRange(1, 3660)]
    public int LastDays { get; set; }

    private protected override bool CoversAll => true;

    private protected override PanelCall Call(long clientId) => TrafficCall.Of("trafficquota_get_by_user", clientId, LastDays);

    private protected override WebsiteTraffic Make(string key, Dictionary<string, string?> row)
        => new(key, Number(row, "domain_id"), Measured(row, "this_month"), Measured(row, "last_month"), Measured(row, "this_year"), Measured(row, "last_year"), Measured(row, "lastdays"));

    private protected override long WebsiteOf(WebsiteTraffic value) => value.WebsiteId;
}

/// <summary>Shows the traffic of websites' FTP users.</summary>
[Cmdlet(VerbsCommon.Get, "NpFtpTraffic", DefaultParameterSetName = "Client")]
[OutputType(typeof(FtpTraffic))]
public sealed class GetNpFtpTrafficCommand : UsageCommand<FtpTraffic>
{
    /// <summary>Sums up the last days as well, so many; from 1.</summary>
    [Parameter]
    [ValidateRange(1, 3660)]
    public int LastDays { get; set; }

    private protected override bool CoversAll => true;

    private protected override PanelCall Call(long clientId) => TrafficCall.Of("ftptrafficquota_data", clientId, LastDays);

    private protected override FtpTraffic Make(string key, Dictionary<string, string?> row)
        => new(key, Number(row, "domain_id"), Measured(row, "this_month"), Measured(row, "last_month"), Measured(row, "this_year"), Measured(row, "last_year"), Measured(row, "lastdays"));

    private protected override long WebsiteOf(FtpTraffic value) => value.WebsiteId;
}

internal static class TrafficCall
{
    public static PanelCall Of(string function, long clientId, int lastDays) => new(function, writer =>
    {
        writer.WriteNumber("client_id", clientId);
        // The panel takes the days as a number only, never as a text.
        if (lastDays > 0) writer.WriteNumber("lastdays", lastDays);
    });
}
