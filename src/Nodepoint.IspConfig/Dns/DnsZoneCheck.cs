namespace Nodepoint.IspConfig.Dns;

/// <summary>Checks all records of a zone with the rules that single records are checked with.</summary>
public static class DnsZoneCheck
{
    /// <summary>Finds what is wrong in a zone, and what the RFCs advise against.</summary>
    /// <param name="origin">The zone.</param>
    /// <param name="records">The records of the zone, as they are or as they are to be.</param>
    /// <returns>The problems in the order of the records. Two records that conflict are one problem, of the later one.</returns>
    public static IReadOnlyList<DnsZoneProblem> Find(string origin, IEnumerable<IDnsRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var zone = new DnsZoneRecords(origin, []);
        var problems = new List<DnsZoneProblem>();
        foreach (var record in records)
        {
            problems.AddRange(zone.Find(record).Select(conflict => new DnsZoneProblem(record, conflict)));
            zone.Add(record);
        }

        return problems;
    }
}
