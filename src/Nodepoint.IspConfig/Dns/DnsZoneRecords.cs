namespace Nodepoint.IspConfig.Dns;

/// <summary>The records of one zone, indexed by name so that many new records can be checked quickly. Not thread-safe.</summary>
internal sealed class DnsZoneRecords
{
    private readonly string _origin;
    private readonly Dictionary<string, List<ParsedRecord>> _byName = new(StringComparer.Ordinal);

    // The records that point to a name, by that name.
    private readonly Dictionary<string, List<ParsedRecord>> _byTarget = new(StringComparer.Ordinal);

    /// <summary>Indexes the records of a zone.</summary>
    /// <param name="origin">The zone, with a trailing dot.</param>
    /// <param name="records">The records of the zone.</param>
    public DnsZoneRecords(string origin, IEnumerable<IDnsRecord> records)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(records);
        _origin = origin.EndsWith('.') ? origin.ToLowerInvariant() : origin.ToLowerInvariant() + ".";
        foreach (var record in records)
            Add(record);
    }

    /// <summary>Adds a record to the index.</summary>
    /// <param name="record">The record.</param>
    public void Add(IDnsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var parsed = new ParsedRecord(record, _origin);
        if (!_byName.TryGetValue(parsed.Name.Fqdn, out var records))
            _byName.Add(parsed.Name.Fqdn, records = []);
        records.Add(parsed);
        if (parsed.Type is not (DnsRecordType.MX or DnsRecordType.NS or DnsRecordType.SRV) || parsed.Target is not { } target)
            return;
        if (!_byTarget.TryGetValue(target, out var pointers))
            _byTarget.Add(target, pointers = []);
        pointers.Add(parsed);
    }

    /// <summary>Removes a record from the index.</summary>
    /// <param name="record">The same object that was added.</param>
    /// <returns>Whether the record was in the index.</returns>
    public bool Remove(IDnsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Type is DnsRecordType.MX or DnsRecordType.NS or DnsRecordType.SRV && new ParsedRecord(record, _origin).Target is { } target && _byTarget.TryGetValue(target, out var pointers))
            pointers.RemoveAll(parsed => ReferenceEquals(parsed.Record, record));
        return _byName.TryGetValue(DnsName.FromPanel(record.Name, _origin).Fqdn, out var records)
            && records.RemoveAll(parsed => ReferenceEquals(parsed.Record, record)) > 0;
    }

    /// <summary>Finds the first conflict of a record.</summary>
    /// <param name="candidate">The new or changed record. The same object in the index is skipped.</param>
    /// <returns>The first conflict, or null. Disabled records only count as duplicates.</returns>
    public DnsConflict? Check(IDnsRecord candidate) => Find(candidate).FirstOrDefault(static conflict => !conflict.IsAdvice);

    /// <summary>Finds everything that is wrong with a record, and what the RFCs advise against.</summary>
    /// <param name="candidate">The new or changed record. The same object in the index is skipped.</param>
    /// <returns>The conflicts, at most one of each pair of records. Disabled records only count as duplicates.</returns>
    public IEnumerable<DnsConflict> Find(IDnsRecord candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var mine = new ParsedRecord(candidate, _origin);
        var same = new HashSet<ParsedRecord>();
        foreach (var other in Others(At(mine.Name.Fqdn), candidate))
        {
            if (DnsConflict.Duplicate(mine, other) is not { } duplicate)
                continue;
            same.Add(other);
            yield return duplicate;
        }

        if (!candidate.Active)
            yield break;
        if (DnsConflict.CheckApex(mine) is { } atApex)
            yield return atApex;
        foreach (var other in Others(RelatedTo(mine), candidate))
        {
            if (other.Record.Active && !same.Contains(other) && DnsConflict.CheckPair(mine, other) is { } conflict)
                yield return conflict;
        }

        if (Alias(mine) is { } alias)
            yield return alias;
        foreach (var problem in DnsConflict.CheckData(mine))
            yield return problem;
    }

    /// <summary>The times to live of the active records of a name and type, sorted.</summary>
    public IReadOnlyList<long> TtlsOf(string fqdn, DnsRecordType type)
        => [.. At(fqdn).Where(parsed => parsed.Type == type && parsed.Record.Active && parsed.Ttl > 0).Select(parsed => parsed.Ttl).Distinct().Order()];

    // Mail and name servers do not follow an alias of the same zone, whichever record is there first.
    private DnsConflict? Alias(ParsedRecord mine)
    {
        if (mine.Type is DnsRecordType.MX or DnsRecordType.NS or DnsRecordType.SRV && mine.Target is { } target)
            return Others(At(target), mine.Record).FirstOrDefault(other => other.IsAlias && other.Record.Active) is { } alias ? DnsConflict.PointsToAlias(mine, alias, alias.Record) : null;
        if (mine.IsAlias && _byTarget.TryGetValue(mine.Name.Fqdn, out var pointers))
            return Others(pointers, mine.Record).FirstOrDefault(pointer => pointer.Record.Active) is { } pointer ? DnsConflict.PointsToAlias(pointer, mine, pointer.Record) : null;
        return null;
    }

    private static IEnumerable<ParsedRecord> Others(IEnumerable<ParsedRecord> records, IDnsRecord candidate) =>
        records.Where(parsed => !ReferenceEquals(parsed.Record, candidate));

    private List<ParsedRecord> At(string fqdn) => _byName.TryGetValue(fqdn, out var records) ? records : [];

    // Records with the same name, records above it (for a DNAME there), and all records if it is a DNAME itself.
    private IEnumerable<ParsedRecord> RelatedTo(ParsedRecord mine)
    {
        foreach (var record in At(mine.Name.Fqdn))
            yield return record;
        for (var dot = mine.Name.Fqdn.IndexOf('.', StringComparison.Ordinal); dot >= 0 && dot < mine.Name.Fqdn.Length - 1;
            dot = mine.Name.Fqdn.IndexOf('.', dot + 1))
        {
            foreach (var record in At(mine.Name.Fqdn[(dot + 1)..]))
                yield return record;
        }

        if (mine.Type != DnsRecordType.DNAME)
            yield break;
        foreach (var record in _byName.Values.SelectMany(records => records))
            yield return record;
    }
}
