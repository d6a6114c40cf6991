using Nodepoint.IspConfig.Dns;

namespace Nodepoint.PowerShell.Dns;

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
