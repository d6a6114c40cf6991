namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>A zone as a file holds it.</summary>
/// <param name="Zone">The zone, with a trailing dot.</param>
/// <param name="Soa">The SOA record; null for a part of a zone. It is not active if the zone is not served.</param>
/// <param name="Records">The other records.</param>
internal sealed record ZoneDocument(string Zone, ZoneFileSoa? Soa, IReadOnlyList<ZoneFileRecord> Records)
{
    private const long UsualTtl = 3600;

    /// <summary>The time to live that most records have; of several, the shortest.</summary>
    public long MostFrequentTtl => Records.Select(record => record.Ttl).Concat(Soa is null ? [] : [Soa.Ttl]).GroupBy(ttl => ttl).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Select(group => (long?)group.Key).FirstOrDefault() ?? UsualTtl;

    /// <summary>Creates the document of a zone on a panel.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="records">Its records.</param>
    /// <param name="leftOut">Is told which records a file cannot hold.</param>
    public static ZoneDocument Of(DnsZone zone, IEnumerable<DnsRecord> records, Action<string> leftOut)
    {
        var held = new List<ZoneFileRecord>();
        foreach (var record in records)
        {
            if (WhyLeftOut(record) is { } reason) leftOut($"DNS record {record} with ID {record.Id} of zone {zone} is left out, because {reason}.");
            else held.Add(Of(record, zone.Origin));
        }

        return new ZoneDocument(zone.Origin, Of(zone), held);
    }

    /// <summary>The SOA record of a zone on a panel.</summary>
    public static ZoneFileSoa Of(DnsZone zone) => new()
    {
        Zone = zone.Origin, Name = "@", Type = ZoneFileTypes.Soa, Ttl = zone.Ttl, Active = zone.Active, Line = 0,
        Value = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{zone.Ns} {zone.Mbox} {zone.Serial} {zone.Refresh} {zone.Retry} {zone.Expire} {zone.Minimum}"),
        Ns = zone.Ns, Mbox = zone.Mbox, Serial = zone.Serial, Refresh = zone.Refresh, Retry = zone.Retry, Expire = zone.Expire, Minimum = zone.Minimum,
    };

    /// <summary>A record as a file holds it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    public static ZoneFileRecord Of(DnsRecord record, string zone)
        => new() { Zone = zone, Name = DnsName.FromPanel(record.StoredName, zone).Name, Type = record.Type.ToString(), Value = record.Data.AbsoluteValue(zone), Priority = record.Priority, Ttl = record.Ttl, Active = record.Active, Line = 0 };

    /// <summary>Writes the zone as a master file.</summary>
    /// <param name="output">The file.</param>
    public void WriteMaster(TextWriter output) => ZoneFileWriter.Write(output, Zone, Soa, Records, MostFrequentTtl);

    private static string? WhyLeftOut(DnsRecord record) => record switch
    {
        { Type: 0 } => "its type is not known",
        { Data: RecordData.RawData } => "its data is not valid for its type",
        _ when !DnsName.FromPanel(record.StoredName, record.Zone).IsInZone => "its name is not in the zone",
        _ => null,
    };
}
