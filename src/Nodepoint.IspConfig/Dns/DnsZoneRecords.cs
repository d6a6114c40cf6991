namespace Nodepoint.IspConfig.Dns;

/// <summary>The records of one zone by their names, so that each of ten thousand new ones is checked against its neighbours only. Not thread-safe.</summary>
public sealed class DnsZoneRecords
{
    private readonly string _origin;
    private readonly Dictionary<string, List<PlacedRecord>> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes a zone's records in.</summary>
    /// <param name="origin">The zone, with trailing dot.</param>
    /// <param name="records">The records the zone has.</param>
    public DnsZoneRecords(string origin, IEnumerable<IDnsRecord> records)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(records);
        _origin = origin.EndsWith('.') ? origin.ToLowerInvariant() : origin.ToLowerInvariant() + ".";
        foreach (var record in records)
            Add(record);
    }

    /// <summary>Takes one more record in.</summary>
    /// <param name="record">The record.</param>
    public void Add(IDnsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var placed = new PlacedRecord(record, _origin);
        if (!_byName.TryGetValue(placed.Name.Fqdn, out var there))
            _byName.Add(placed.Name.Fqdn, there = []);
        there.Add(placed);
    }

    /// <summary>Forgets a record.</summary>
    /// <param name="record">The very object that was taken in.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(IDnsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return _byName.TryGetValue(DnsName.FromPanel(record.Name, _origin).Fqdn, out var there)
            && there.RemoveAll(placed => ReferenceEquals(placed.Record, record)) > 0;
    }

    /// <summary>Looks for what stands against a record.</summary>
    /// <param name="candidate">The record to be added, or as it is to become; itself (the same object) is passed over.</param>
    /// <returns>The first conflict, or null. Records that are switched off only count as duplicates.</returns>
    public DnsConflict? Check(IDnsRecord candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var mine = new PlacedRecord(candidate, _origin);
        foreach (var other in Others(At(mine.Name.Fqdn), candidate))
        {
            if (DnsConflict.Duplicate(mine, other) is { } duplicate)
                return duplicate;
        }

        if (!candidate.Active)
            return null;
        if (DnsConflict.Alone(mine) is { } alone)
            return alone;
        foreach (var other in Others(Neighbours(mine), candidate))
        {
            if (other.Record.Active && DnsConflict.Together(mine, other) is { } conflict)
                return conflict;
        }

        return null;
    }

    private static IEnumerable<PlacedRecord> Others(IEnumerable<PlacedRecord> records, IDnsRecord candidate) =>
        records.Where(placed => !ReferenceEquals(placed.Record, candidate));

    private List<PlacedRecord> At(string fqdn) => _byName.TryGetValue(fqdn, out var there) ? there : [];

    // What shares the name, what is above it (a DNAME may be there), and below it if it is a DNAME itself.
    private IEnumerable<PlacedRecord> Neighbours(PlacedRecord mine)
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
