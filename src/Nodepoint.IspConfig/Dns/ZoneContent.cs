namespace Nodepoint.IspConfig.Dns;

/// <summary>The records of a zone while a command changes it. Safe for many rows at the same time.</summary>
internal sealed class ZoneContent
{
    private readonly object _guard = new();
    private readonly DnsZoneRecords _index;
    private readonly List<DnsRecord> _records;

    // The rows that wait for a record that an equal row is about to add.
    private readonly Dictionary<DnsRecord, TaskCompletionSource<DnsRecord?>> _waiting = new(ReferenceEqualityComparer.Instance);

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
            Settle(old, current);
        }
    }

    /// <summary>Waits until a record that an equal row is about to add is added.</summary>
    /// <param name="reserved">The record that has its place.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record as stored; null if it was not added.</returns>
    public async Task<DnsRecord?> AddedAsync(DnsRecord reserved, CancellationToken cancel)
    {
        TaskCompletionSource<DnsRecord?>? wait;
        lock (_guard)
        {
            // It was added or refused in the meantime.
            if (!_records.Exists(known => ReferenceEquals(known, reserved))) return _records.Find(known => known.Id > 0 && (known.StoredName, known.Type, known.Value) == (reserved.StoredName, reserved.Type, reserved.Value));
            if (!_waiting.TryGetValue(reserved, out wait)) _waiting.Add(reserved, wait = new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return await wait.Task.WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Ends the wait of the rows that wait for a record whose outcome is unknown.</summary>
    public void Abandon(DnsRecord reserved)
    {
        lock (_guard) Settle(reserved, null);
    }

    private void Settle(DnsRecord reserved, DnsRecord? current)
    {
        if (_waiting.Remove(reserved, out var wait)) wait.TrySetResult(current);
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
