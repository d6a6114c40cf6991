using System.Globalization;
using System.Text;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>
/// Writes a zone as a master file (RFC 1035 5): $ORIGIN and $TTL, the SOA record, the zone's NS records, and all others in the canonical order
/// of DNSSEC, with relative names and aligned columns. The same records always give the same text.
/// </summary>
public static class ZoneFileWriter
{
    // A text of a TXT record (RFC 1035 3.3).
    private const int LongestText = 255;

    /// <summary>Writes a zone.</summary>
    /// <param name="output">The file.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <param name="soa">The SOA record; null for a part of a zone.</param>
    /// <param name="records">The other records, in any order.</param>
    /// <param name="defaultTtl">The time to live that $TTL says, in seconds.</param>
    public static void Write(TextWriter output, string zone, ZoneFileSoa? soa, IEnumerable<ZoneFileRecord> records, long defaultTtl)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(records);
        var sorted = records.Where(record => record is not ZoneFileSoa).ToList();
        sorted.Sort(ZoneFileOrder.Instance);
        var layout = new Layout(
            sorted.Select(record => record.Name.Length).DefaultIfEmpty(1).Max(),
            sorted.Concat(soa is null ? [] : new ZoneFileRecord[] { soa }).Where(record => record.Ttl != defaultTtl).Select(record => record.Ttl.ToString(CultureInfo.InvariantCulture).Length).DefaultIfEmpty(0).Max(),
            sorted.Select(record => record.Type.Length).DefaultIfEmpty(3).Append(3).Max());
        // A zone that is not served, which a master file cannot say.
        if (soa is { Active: false }) output.Write($"{ZoneFileComment.Mark}{ZoneFileComment.Inactive}\n");
        output.Write(string.Create(CultureInfo.InvariantCulture, $"$ORIGIN {zone}\n$TTL {defaultTtl}\n"));
        if (soa is not null) output.Write(Soa(soa, zone, defaultTtl, layout));
        foreach (var record in sorted) output.Write(Line(record, zone, defaultTtl, layout));
    }

    private static string Soa(ZoneFileSoa soa, string zone, long defaultTtl, Layout layout)
    {
        var text = new StringBuilder(layout.Begin("@", soa.Ttl == defaultTtl ? null : soa.Ttl, "SOA"));
        var indent = new string(' ', text.Length);
        var numbers = new (long Value, string Name)[] { (soa.Serial, "serial"), (soa.Refresh, "refresh"), (soa.Retry, "retry"), (soa.Expire, "expire"), (soa.Minimum, "minimum") };
        var width = numbers.Max(number => number.Value.ToString(CultureInfo.InvariantCulture).Length);
        text.Append(CultureInfo.InvariantCulture, $"{Short(soa.Ns, zone)} {Short(soa.Mbox, zone)} (\n");
        foreach (var (value, name) in numbers) text.Append(indent).Append(value.ToString(CultureInfo.InvariantCulture).PadRight(width)).Append(" ; ").Append(name).Append('\n');
        return text.Append(indent).Append(")\n").ToString();
    }

    private static string Line(ZoneFileRecord record, string zone, long defaultTtl, Layout layout)
    {
        var line = layout.Begin(record.Name, record.Ttl == defaultTtl ? null : record.Ttl, record.Type)
            + (record.Priority is { } priority ? priority.ToString(CultureInfo.InvariantCulture) + " " : "") + Data(record, zone) + "\n";
        if (record.Active && record.Type != nameof(DnsRecordType.ALIAS)) return line;
        return $"{ZoneFileComment.Mark}{(record.Active ? ZoneFileComment.Active : ZoneFileComment.Inactive)} {line}";
    }

    private static string Data(ZoneFileRecord record, string zone) => record.Type switch
    {
        "NS" or "CNAME" or "DNAME" or "PTR" or "MX" or "ALIAS" => Short(record.Value, zone),
        "RP" => string.Join(' ', record.Value.Split(' ').Select(name => Short(name, zone))),
        "SRV" or "NAPTR" when record.Value.LastIndexOf(' ') is > 0 and var last => record.Value[..(last + 1)] + Short(record.Value[(last + 1)..], zone),
        "TXT" => Texts(record.Value),
        _ => record.Value,
    };

    // Relative to the zone where it is in it.
    private static string Short(string name, string zone) => !name.EndsWith('.') ? name : ZoneFileName.Relative(name, zone) ?? name;

    private static string Texts(string value)
    {
        var bytes = value.StartsWith('"') ? Unquote(value) : Encoding.UTF8.GetBytes(value);
        var text = new StringBuilder();
        var at = 0;
        do
        {
            var length = Math.Min(LongestText, bytes.Length - at);
            // A character is not split, so that the file stays readable.
            while (length > LongestText - 4 && at + length < bytes.Length && (bytes[at + length] & 0xC0) == 0x80) length--;
            if (at > 0) text.Append(' ');
            text.Append(ZoneFileData.Quote(bytes.AsSpan(at, length).ToArray()));
            at += length;
        }
        while (at < bytes.Length);
        return text.ToString();
    }

    private static byte[] Unquote(string value)
    {
        var fields = new MasterFields(new ZoneFileLexer(new MemoryStream(Encoding.UTF8.GetBytes(value))), null, null);
        var bytes = new MemoryStream();
        while (fields.HasMore) bytes.Write(fields.LongText("text"));
        return bytes.ToArray();
    }

    private sealed record Layout(int Name, int Ttl, int Type)
    {
        public string Begin(string name, long? ttl, string type)
        {
            var shown = ttl?.ToString(CultureInfo.InvariantCulture) ?? "";
            return $"{name.PadRight(Name)} {(Ttl > 0 ? shown.PadLeft(Ttl) + " " : "")}IN {type.PadRight(Type)} ";
        }
    }
}
