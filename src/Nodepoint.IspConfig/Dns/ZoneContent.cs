using System.Globalization;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The records of a zone while a command changes it. Safe for many rows at the same time.</summary>
internal sealed class ZoneContent
{
    private readonly object _guard = new();
    private readonly DnsZoneRecords _index;
    private readonly List<DnsRecord> _records;

    // The record sets of which a record got another time to live.
    private readonly HashSet<(string Fqdn, DnsRecordType Type)> _retimed = [];

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
            if (_index.Find(candidate).FirstOrDefault(found => IsRefused(found, candidate, replaced, force)) is { } conflict)
            {
                if (replaced is not null) Add(replaced);
                return conflict;
            }

            Add(candidate);
            if (replaced is not null && replaced.Ttl != candidate.Ttl) _retimed.Add((candidate.Fqdn, candidate.Type));
            return null;
        }
    }

    /// <summary>What the RFCs advise against in a record that has its place.</summary>
    public IReadOnlyList<string> Advice(DnsRecord candidate)
    {
        lock (_guard) return [.. _index.Find(candidate).Where(static found => found.IsAdvice).Select(static found => found.Message)];
    }

    /// <summary>The time to live of the active records of the same name and type; null if there are no such records.</summary>
    public long? TtlOf(DnsRecord candidate)
    {
        lock (_guard) return _index.TtlsOf(candidate.Fqdn, candidate.Type) is [var ttl, ..] ? ttl : null;
    }

    /// <summary>Describes the record sets that this command has left with different times to live.</summary>
    public IReadOnlyList<string> MixedTtls()
    {
        lock (_guard)
            return [.. _retimed.Order().Select(set => (set.Fqdn, set.Type, Ttls: _index.TtlsOf(set.Fqdn, set.Type))).Where(static set => set.Ttls.Count > 1)
                .Select(static set => $"The {set.Type} records of {set.Fqdn} have different times to live: {string.Join(", ", set.Ttls.Select(static ttl => ttl.ToString(CultureInfo.InvariantCulture)))} seconds. Records of the same name and type need the same one (RFC 2181 5.2). Use Set-NpDnsRecord -Ttl for the others.")];
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

    // The records of a set get another time to live one after the other, and a record that was not valid before may change in other ways.
    internal static bool IsRefused(DnsConflict found, DnsRecord candidate, DnsRecord? replaced, bool force) => !found.IsAdvice && found.Kind switch
    {
        DnsConflictKind.Duplicate => true,
        _ when force => false,
        DnsConflictKind.DifferentTtl => replaced is null || replaced.Fqdn != candidate.Fqdn || !replaced.Active,
        DnsConflictKind.SpfSyntax or DnsConflictKind.SpfLookups or DnsConflictKind.DmarcSyntax or DnsConflictKind.DkimSyntax or DnsConflictKind.PointsToAlias or DnsConflictKind.SecondDkimKey or DnsConflictKind.NullMxBesideOthers => replaced is null || replaced.Fqdn != candidate.Fqdn || replaced.Data != candidate.Data || !replaced.Active,
        _ => true,
    };

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
