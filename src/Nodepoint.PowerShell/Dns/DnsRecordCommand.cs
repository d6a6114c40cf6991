using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The base of the cmdlets that change DNS records: each zone is read once, changes are checked against it, and its serial is raised once.</summary>
public abstract class DnsRecordCommand : DnsSerialCommand
{
    private ZoneContents? _contents;

    /// <summary>The panel's functions for DNS records.</summary>
    internal DnsRecordTable Records => new(Connection);

    /// <summary>The content of the zones that this command changes.</summary>
    internal ZoneContents Contents => _contents ??= new ZoneContents(Lookup);

    /// <summary>The content of a zone, read once, with the changes of this command.</summary>
    internal Task<ZoneContent> ContentAsync(DnsZone zone, CancellationToken cancel) => Contents.OfAsync(zone, cancel);

    /// <summary>The key of a record in a journal: its ID, with its name, type, and value if they are known.</summary>
    internal static string KeyOf(Reference<DnsRecord> reference) => reference.Value is { } record ? string.Create(CultureInfo.InvariantCulture, $"{record} {record.Value} ({record.Id})") : reference.ToString();

    /// <summary>A record as it is now, with its zone and the content of the zone.</summary>
    internal async Task<(DnsZone Zone, ZoneContent Content, DnsRecord Record)> LocateAsync(Reference<DnsRecord> reference, CancellationToken cancel)
    {
        if (reference.Id is not { } id) throw new FormatException($"'{reference}' is not a DNS record. Pipe records from Get-NpDnsRecord, or use the ID of a record.");
        var zoneId = reference.Value?.ZoneId ?? (await Records.GetAsync(id, cancel).ConfigureAwait(false))?.ZoneId ?? throw PanelException.NotFound("dns_a_get", $"DNS record with ID {id}");
        var zone = await Lookup.FindAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(zoneId), cancel).ConfigureAwait(false);
        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        return (zone, content, content.Find(id) ?? throw PanelException.NotFound("dns_rr_get_all_by_zone", $"DNS record with ID {id} in zone {zone}"));
    }
}
