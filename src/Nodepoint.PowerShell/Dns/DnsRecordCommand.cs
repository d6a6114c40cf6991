using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The base of the cmdlets that change records: each zone is read once, checked here, and its serial raised once.</summary>
public abstract class DnsRecordCommand : DnsSerialCommand
{
    private ZoneContents? _contents;

    /// <summary>The records of the panel.</summary>
    internal DnsRecordTable Records => new(Connection);

    /// <summary>The records of the zones that this command works on.</summary>
    internal ZoneContents Contents => _contents ??= new ZoneContents(Lookup);

    /// <summary>A zone's records, read once, with the changes of this command.</summary>
    internal Task<ZoneContent> ContentAsync(DnsZone zone, CancellationToken cancel) => Contents.OfAsync(zone, cancel);

    /// <summary>What tells a record from others in a journal: its number, with its name and type where they are known.</summary>
    internal static string KeyOf(Reference<DnsRecord> reference) => reference.Value is { } record ? string.Create(CultureInfo.InvariantCulture, $"{record} {record.Value} ({record.Id})") : reference.ToString();

    /// <summary>A record as it is now, with its zone and the zone's other records.</summary>
    internal async Task<(DnsZone Zone, ZoneContent Content, DnsRecord Record)> LocateAsync(Reference<DnsRecord> reference, CancellationToken cancel)
    {
        if (reference.Id is not { } id) throw new FormatException($"'{reference}' is no record. Pipe records from Get-NpDnsRecord, or give a record's number.");
        var zoneId = reference.Value?.ZoneId ?? (await Records.GetAsync(id, cancel).ConfigureAwait(false))?.ZoneId ?? throw PanelException.NotFound("dns_a_get", $"record number {id}");
        var zone = await Lookup.FindAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(zoneId), cancel).ConfigureAwait(false);
        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        return (zone, content, content.Find(id) ?? throw PanelException.NotFound("dns_rr_get_all_by_zone", $"record number {id} in zone {zone}"));
    }
}
