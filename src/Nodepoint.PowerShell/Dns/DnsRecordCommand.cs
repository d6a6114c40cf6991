using System.Collections.Concurrent;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>The base of the cmdlets that change records: each zone is read once, checked here, and its serial raised once.</summary>
public abstract class DnsRecordCommand : WriteCommand
{
    private readonly DnsSerialWork _serials = new();
    private readonly ConcurrentDictionary<long, Task<ZoneContent>> _contents = new();

    /// <summary>The records of the panel.</summary>
    internal DnsRecordTable Records => new(Connection);

    /// <summary>Raises the serials, those too that an earlier run was cut off before, also when the command was stopped or failed.</summary>
    protected override void Finish()
    {
        base.Finish();
        foreach (var (id, origin) in DueSerials) _serials.Touch(id, origin);
        foreach (var problem in _serials.Raise(Connection, NoteRaised)) Tell(problem);
    }

    /// <summary>Notes that a zone is going to be changed.</summary>
    internal Task TouchAsync(DnsZone zone)
    {
        _serials.Touch(zone.Id, zone.Origin);
        return NoteDueAsync(zone.Id, zone.Origin);
    }

    /// <summary>A zone's records, read once, with the changes of this command.</summary>
    internal Task<ZoneContent> ContentAsync(DnsZone zone, CancellationToken cancel)
        => _contents.GetOrAdd(zone.Id, _ => ReadAsync(zone, cancel));

    /// <summary>What tells a record from others in a journal: its number, with its name and type where they are known.</summary>
    internal static string KeyOf(Reference<DnsRecord> reference) => reference.Value is { } record ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{record} {record.Value} ({record.Id})") : reference.ToString();

    /// <summary>A record as it is now, with its zone and the zone's other records.</summary>
    internal async Task<(DnsZone Zone, ZoneContent Content, DnsRecord Record)> LocateAsync(Reference<DnsRecord> reference, CancellationToken cancel)
    {
        if (reference.Id is not { } id) throw new FormatException($"'{reference}' is no record. Pipe records from Get-NpDnsRecord, or give a record's number.");
        var zoneId = reference.Value?.ZoneId ?? (await Records.GetAsync(id, cancel).ConfigureAwait(false))?.ZoneId ?? throw PanelException.NotFound("dns_a_get", $"record number {id}");
        var zone = await Lookup.FindAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(zoneId), cancel).ConfigureAwait(false);
        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        return (zone, content, content.Find(id) ?? throw PanelException.NotFound("dns_rr_get_all_by_zone", $"record number {id} in zone {zone}"));
    }

    private async Task<ZoneContent> ReadAsync(DnsZone zone, CancellationToken cancel)
        => new ZoneContent(zone, await Records.OfZoneAsync(zone, cancel).ConfigureAwait(false));
}

/// <summary>What a zone holds while a command changes it; safe for many rows at once.</summary>
internal sealed class ZoneContent
{
    private readonly object _guard = new();
    private readonly DnsZoneRecords _index;
    private readonly List<DnsRecord> _records;

    public ZoneContent(DnsZone zone, List<DnsRecord> records)
    {
        Zone = zone;
        _records = records;
        _index = new DnsZoneRecords(zone.Origin, records);
    }

    public DnsZone Zone { get; }

    public IReadOnlyList<DnsRecord> Records
    {
        get { lock (_guard) return [.. _records]; }
    }

    /// <summary>The record of a number, as this command knows it.</summary>
    public DnsRecord? Find(long id)
    {
        lock (_guard) return _records.Find(record => record.Id == id);
    }

    /// <summary>Takes a place for a record, unless another one is in its way.</summary>
    public DnsConflict? Reserve(DnsRecord candidate, DnsRecord? instead, bool force)
    {
        lock (_guard)
        {
            if (instead is not null) Drop(instead);
            if (_index.Check(candidate) is { } conflict && !(force && conflict.Kind != DnsConflictKind.Duplicate))
            {
                if (instead is not null) Keep(instead);
                return conflict;
            }

            Keep(candidate);
            return null;
        }
    }

    /// <summary>Puts a record in the place of another, or nothing.</summary>
    public void Replace(DnsRecord old, DnsRecord? current)
    {
        lock (_guard)
        {
            Drop(old);
            if (current is not null) Keep(current);
        }
    }

    private void Keep(DnsRecord record)
    {
        _records.Add(record);
        _index.Add(record);
    }

    private void Drop(DnsRecord record)
    {
        _records.RemoveAll(there => ReferenceEquals(there, record));
        _index.Remove(record);
    }
}
