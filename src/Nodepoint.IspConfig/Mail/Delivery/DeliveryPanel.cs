using System.Globalization;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>What the panel can change about the records that checks look at.</summary>
/// <param name="lookup">The panel.</param>
/// <param name="contents">The content of its zones.</param>
/// <param name="calls">Limits how many calls are in flight.</param>
internal sealed class DeliveryPanel(PanelLookup lookup, ZoneContents contents, SemaphoreSlim calls)
{
    /// <summary>Finds the texts of names in the panel's zones.</summary>
    public DomainTexts Texts { get; } = new(lookup, contents);

    /// <summary>The zone on the panel that holds a name; null for none.</summary>
    /// <param name="name">The absolute name, without a trailing dot.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public Task<DnsZone?> ZoneOfAsync(string name, CancellationToken cancel) => CallAsync(() => NearestZone.TryFindAsync(name, lookup, cancel), cancel);

    /// <summary>Calls the panel when fewer calls than the limit are in flight.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancel">Cancels the wait.</param>
    public Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancel) => calls.RunAsync(call, cancel);

    /// <summary>Adds to a check how a record gets onto the name servers: by the panel, if it has the zone.</summary>
    /// <param name="check">The check.</param>
    /// <param name="name">The absolute name, without a trailing dot.</param>
    /// <param name="type">The type.</param>
    /// <param name="value">The value, as it is typed.</param>
    /// <param name="priority">The priority; null for types without one.</param>
    /// <param name="elsewhere">What to do if the panel does not have the zone.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public async Task<MailCheck> AddAsync(MailCheck check, string name, DnsRecordType type, string value, int? priority, string elsewhere, CancellationToken cancel)
    {
        if (await ZoneOfAsync(name, cancel).ConfigureAwait(false) is not { } zone) return check with { Advice = elsewhere };
        var content = await CallAsync(() => contents.OfAsync(zone, cancel), cancel).ConfigureAwait(false);
        var fqdn = name + ".";
        if (content.Records.Any(record => IsSame(record, fqdn, type, value, priority, zone)))
            return check with { Advice = NotServed(zone) };
        var relative = DnsName.Parse(fqdn, zone.Origin).Name;
        var line = string.Create(CultureInfo.InvariantCulture, $"New-NpDnsRecord {Quote(zone.Origin.TrimEnd('.'))} {Quote(relative)} {type} {Quote(value)}{(priority is { } number ? $" -Priority {number}" : "")}");
        return With(check, new MailFix.Addition(line, zone, fqdn, type, value, priority));
    }

    /// <summary>The active records of a name and type in the panel's zone; none if the panel does not have the zone.</summary>
    /// <param name="name">The absolute name, without a trailing dot.</param>
    /// <param name="type">The type.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public async Task<IReadOnlyList<DnsRecord>> RecordsAsync(string name, DnsRecordType type, CancellationToken cancel)
    {
        if (await ZoneOfAsync(name, cancel).ConfigureAwait(false) is not { } zone) return [];
        var content = await CallAsync(() => contents.OfAsync(zone, cancel), cancel).ConfigureAwait(false);
        return [.. content.Records.Where(record => record.Active && record.Type == type && record.Fqdn.Equals(name + ".", StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The advice for a record that the panel has, but that the name servers do not answer with.</summary>
    /// <param name="zone">The zone.</param>
    public static string NotServed(DnsZone zone) => $"The zone on the panel has the record, but the name servers do not answer with it yet. Find the cause with: Test-NpDnsZone {zone.Origin.TrimEnd('.')}";

    /// <summary>Adds to a check that a record gets another value.</summary>
    /// <param name="check">The check.</param>
    /// <param name="record">The record.</param>
    /// <param name="value">The value, as it is typed.</param>
    public static MailCheck Change(MailCheck check, DnsRecord record, string value)
        => With(check, new MailFix.NewValue(string.Create(CultureInfo.InvariantCulture, $"Set-NpDnsRecord {record.Id} -Value {Quote(value)}"), record, value));

    /// <summary>Adds a fix to a check.</summary>
    /// <param name="check">The check.</param>
    /// <param name="fix">The fix.</param>
    public static MailCheck With(MailCheck check, MailFix fix) => check with { Changes = [fix] };

    /// <summary>A word of a command, in quotation marks if it needs them.</summary>
    /// <param name="text">The text.</param>
    public static string Quote(string text) => text.Length > 0 && text.All(static one => char.IsAsciiLetterOrDigit(one) || one is '.' or '-' or '_' or ':') && !text.StartsWith('-') ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsSame(DnsRecord record, string fqdn, DnsRecordType type, string value, int? priority, DnsZone zone)
        => record.Active && record.Type == type && record.Fqdn.Equals(fqdn, StringComparison.OrdinalIgnoreCase) && record.Data.Equals(DnsRecordData.Parse(type, value, priority, zone.Origin));
}
