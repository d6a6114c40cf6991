namespace Nodepoint.IspConfig.Dns;

/// <summary>The records of a zone while a command changes it. Safe for many rows at the same time.</summary>
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

    /// <summary>The record with an ID, as this command knows it.</summary>
    public DnsRecord? Find(long id)
    {
        lock (_guard) return _records.Find(record => record.Id == id);
    }

    /// <summary>Adds a record, in place of another if specified, unless it conflicts with other records.</summary>
    public DnsConflict? Reserve(DnsRecord candidate, DnsRecord? replaced, bool force)
    {
        lock (_guard)
        {
            if (replaced is not null) Remove(replaced);
            if (_index.Check(candidate) is { } conflict && !(force && conflict.Kind != DnsConflictKind.Duplicate))
            {
                if (replaced is not null) Add(replaced);
                return conflict;
            }

            Add(candidate);
            return null;
        }
    }

    /// <summary>Replaces a record with another, or removes it.</summary>
    public void Replace(DnsRecord old, DnsRecord? current)
    {
        lock (_guard)
        {
            Remove(old);
            if (current is not null) Add(current);
        }
    }

    private void Add(DnsRecord record)
    {
        _records.Add(record);
        _index.Add(record);
    }

    private void Remove(DnsRecord record)
    {
        _records.RemoveAll(known => ReferenceEquals(known, record));
        _index.Remove(record);
    }
}
