using System.Globalization;

namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>What the panel had of a zone when it was read, to notice what others have changed since.</summary>
/// <param name="zone">The zone.</param>
/// <param name="records">Its records.</param>
internal sealed class ZoneSnapshot(DnsZone zone, IEnumerable<DnsRecord> records)
{
    private readonly Dictionary<long, (string State, DnsRecord Record)> _records = records.ToDictionary(record => record.Id, record => (StateOf(record), record));

    /// <summary>The zone.</summary>
    public DnsZone Zone => zone;

    /// <summary>Finds a difference.</summary>
    /// <param name="now">The zone as it is now.</param>
    /// <returns>The difference in words: "record www A 192.0.2.1 was removed"; null for none.</returns>
    public string? DifferenceTo(ZoneSnapshot now)
    {
        if (now.Zone.Id != zone.Id) return "the zone was created again";
        foreach (var (id, (state, record)) in _records)
        {
            if (!now._records.TryGetValue(id, out var current)) return $"record {Describe(record)} was removed";
            if (current.State != state) return $"record {Describe(record)} was changed";
        }

        return now._records.Where(one => !_records.ContainsKey(one.Key)).Select(one => $"record {Describe(one.Value.Record)} was added").FirstOrDefault();
    }

    /// <summary>Whether the zone's own values, but for its serial, are the same.</summary>
    /// <param name="now">The zone as it is now.</param>
    public bool HasSameSoa(DnsZone now) => ZoneComparison.SoaDifferences(zone, now).Count == 0;

    private static string StateOf(DnsRecord record)
    {
        var (data, aux) = record.Data.ToPanel();
        return string.Create(CultureInfo.InvariantCulture, $"{record.StoredName} {(int)record.Type} {aux} {record.Ttl} {record.Active} {data}");
    }

    private static string Describe(DnsRecord record) => $"{record.Name} {record.Type} {ZoneChange.Show(record, record.Zone)}";
}
