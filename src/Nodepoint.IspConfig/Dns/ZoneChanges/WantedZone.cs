using System.Globalization;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>A zone as it is to be: what a file or rows say of it.</summary>
/// <param name="Zone">The zone, with a trailing dot.</param>
/// <param name="Soa">The SOA record; null if nothing is said of it.</param>
/// <param name="Records">The records.</param>
internal sealed record WantedZone(string Zone, ZoneFileSoa? Soa, IReadOnlyList<WantedRecord> Records)
{
    // The panel's forms.
    private const long ShortestTtl = 60;

    /// <summary>Reads the records of a file as those of a panel.</summary>
    /// <param name="document">The file's zone.</param>
    /// <param name="file">The name of the file, for errors.</param>
    /// <param name="error">Is told each record that the panel cannot have.</param>
    /// <returns>The zone; null if a record is not valid.</returns>
    public static WantedZone? Of(ZoneDocument document, string file, Action<ZoneFileProblem> error)
    {
        var records = new List<WantedRecord>(document.Records.Count);
        var errors = 0;
        foreach (var record in document.Records)
        {
            try { records.Add(Of(record, document.Zone)); }
            catch (RuleException problem)
            {
                if (++errors <= ZoneFileReader.MostErrors) error(new ZoneFileProblem(file, record.Line, 0, problem.Message));
            }
        }

        return errors == 0 ? new WantedZone(document.Zone, document.Soa, records) : null;
    }

    /// <summary>Reads a record of a file.</summary>
    /// <param name="record">The record.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <exception cref="RuleException">The panel cannot have the record.</exception>
    public static WantedRecord Of(ZoneFileRecord record, string zone)
    {
        if (!DnsRecordTypes.TryParse(record.Type, out var type)) throw new RuleException(Rule.InvalidDnsData, $"The panel cannot hold records of type {Excerpt.Of(record.Type)}. Use one of {string.Join(", ", DnsRecordTypes.All)}.");
        // A text is the text itself, and a name is relative, whatever they look like.
        var data = type == DnsRecordType.TXT ? TxtData.OfText(TxtData.TextOf(record.Value)) : DnsRecordData.Parse(type, record.Value, record.Priority, zone);
        return Of(record.Name == "@" ? "@" : $"{record.Name}.{zone}", zone, data, record.Ttl == ZoneJsonReader.NoTtl ? null : record.Ttl, record.Active);
    }

    /// <summary>Creates a record.</summary>
    /// <param name="name">The name, as New-NpDnsRecord accepts it.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <param name="data">The data.</param>
    /// <param name="ttl">The time to live in seconds; null if it does not matter.</param>
    /// <param name="isActive">Whether it is served.</param>
    /// <exception cref="RuleException">The panel cannot have the record.</exception>
    public static WantedRecord Of(string name, string zone, DnsRecordData data, long? ttl, bool isActive)
    {
        if (ttl is < ShortestTtl or > int.MaxValue)
            throw new RuleException(Rule.ValueOutOfRange, $"The time to live is {ttl.Value.ToString(CultureInfo.InvariantCulture)} seconds, which the panel does not accept. Use 60 to 2147483647 seconds.");
        var record = new DnsRecord { Zone = zone, Type = data.Type, Data = data, Active = isActive }.Named(name);
        return new WantedRecord(ttl is { } seconds ? record with { Ttl = seconds } : record, ttl is not null);
    }

    /// <summary>The zone as a file holds it.</summary>
    public ZoneDocument ToDocument() => new(Zone, Soa, [.. Records.Select(wanted => ZoneDocument.Of(wanted.Record, Zone))]);
}
