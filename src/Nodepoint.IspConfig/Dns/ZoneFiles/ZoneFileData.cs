using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>Reads the data of each type that the panel can hold, with the limits of BIND.</summary>
internal static class ZoneFileData
{
    // A record's data has at most this many bytes, of which each text uses one for its length.
    private const int Longest = 65535;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly FrozenDictionary<string, int> Algorithms = new Dictionary<string, int>
    {
        ["RSAMD5"] = 1, ["DH"] = 2, ["DSA"] = 3, ["ECC"] = 4, ["RSASHA1"] = 5, ["NSEC3DSA"] = 6, ["NSEC3RSASHA1"] = 7, ["RSASHA256"] = 8, ["RSASHA512"] = 10,
        ["ECCGOST"] = 12, ["ECDSAP256SHA256"] = 13, ["ECDSA256"] = 13, ["ECDSAP384SHA384"] = 14, ["ECDSA384"] = 14, ["ED25519"] = 15, ["ED448"] = 16, ["INDIRECT"] = 252, ["PRIVATEDNS"] = 253, ["PRIVATEOID"] = 254,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int> Digests = new Dictionary<string, int>
    {
        ["SHA-1"] = 1, ["SHA1"] = 1, ["SHA-256"] = 2, ["SHA256"] = 2, ["GOST"] = 3, ["SHA-384"] = 4, ["SHA384"] = 4,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the data of a record.</summary>
    /// <param name="type">The type.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <returns>The value, as Get-NpDnsRecord shows it, and the priority.</returns>
    /// <exception cref="ZoneFileException">The data is not valid.</exception>
    public static (string Value, int? Priority) Read(DnsRecordType type, IRecordFields fields, string zone)
    {
        var (value, priority) = type switch
        {
            DnsRecordType.A => (fields.Address(4), null),
            DnsRecordType.AAAA => (fields.Address(16), null),
            DnsRecordType.ALIAS or DnsRecordType.CNAME or DnsRecordType.DNAME or DnsRecordType.NS or DnsRecordType.PTR => (fields.Name("target"), null),
            DnsRecordType.MX => Mx(fields),
            DnsRecordType.SRV => Srv(fields),
            DnsRecordType.TXT => (Txt(fields), null),
            DnsRecordType.NAPTR => Shown(type, Naptr(fields), zone),
            DnsRecordType.CAA => Shown(type, (Caa(fields), null), zone),
            DnsRecordType.DS => (Ds(fields), null),
            DnsRecordType.SSHFP => (Sshfp(fields), null),
            DnsRecordType.TLSA => ($"{fields.Number("certificate usage", 1)} {fields.Number("selector", 1)} {fields.Number("matching type", 1)} {fields.Digits("certificate data")}", null),
            DnsRecordType.HINFO => ($"{Quote(fields.Text("processor"))} {Quote(fields.Text("operating system"))}", null),
            DnsRecordType.RP => ($"{fields.Name("mailbox")} {fields.Name("name of the text")}", null),
            _ => (Location(fields, zone), (int?)null),
        };
        if (fields.HasMore) throw fields.Problem($"The data of {type} has more fields than expected.");
        return (value, priority);
    }

    /// <summary>Reads the data of an SOA record.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="record">The record, without its data.</param>
    /// <exception cref="ZoneFileException">The data is not valid.</exception>
    public static ZoneFileSoa ReadSoa(IRecordFields fields, (string Zone, string Name, long Line) record)
    {
        var (ns, mbox) = (fields.Name("primary name server"), fields.Name("mailbox"));
        var (serial, refresh, retry, expire, minimum) = (fields.Number("serial", 4), fields.Period("refresh time"), fields.Period("retry time"), fields.Period("expire time"), fields.Period("minimum time to live"));
        if (fields.HasMore) throw fields.Problem("The data of SOA has more fields than expected.");
        return new ZoneFileSoa
        {
            Zone = record.Zone, Name = record.Name, Type = "SOA", Line = record.Line, Ttl = 0,
            Value = string.Create(CultureInfo.InvariantCulture, $"{ns} {mbox} {serial} {refresh} {retry} {expire} {minimum}"),
            Ns = ns, Mbox = mbox, Serial = serial, Refresh = refresh, Retry = retry, Expire = expire, Minimum = minimum,
        };
    }

    private static (string, int?) Mx(IRecordFields fields)
    {
        var preference = (int)fields.Number("preference", 2);
        return (fields.Name("mail server"), preference);
    }

    private static (string, int?) Srv(IRecordFields fields)
    {
        var priority = (int)fields.Number("priority", 2);
        return ($"{fields.Number("weight", 2)} {fields.Number("port", 2)} {fields.Name("target")}", priority);
    }

    private static (string, int?) Naptr(IRecordFields fields)
    {
        var order = (int)fields.Number("order", 2);
        var (preference, flags, service, regexp) = (fields.Number("preference", 2), fields.Text("flags"), fields.Text("service"), fields.Text("regexp"));
        if (!IsSubstitution(regexp)) throw fields.Problem("The regexp of NAPTR must be empty or a substitution such as !^.*$!sip:info@example.com!.");
        return ($"{preference} {Quote(flags)} {Quote(service)} {Quote(regexp)} {fields.Name("replacement")}", order);
    }

    // RFC 3402 3.2: a delimiter, an expression, the delimiter, a replacement, the delimiter, and flags.
    private static bool IsSubstitution(byte[] regexp)
    {
        if (regexp.Length == 0) return true;
        var delimiter = regexp[0];
        if (delimiter is (byte)'\\' or (byte)'i' or (>= (byte)'0' and <= (byte)'9')) return false;
        var delimiters = 1;
        for (var at = 1; at < regexp.Length; at++)
        {
            if (delimiters == 3)
            {
                if (regexp[at] != 'i') return false;
            }
            else if (regexp[at] == '\\')
            {
                if (++at == regexp.Length) return false;
            }
            else if (regexp[at] == delimiter) delimiters++;
        }

        return delimiters == 3;
    }

    private static string Caa(IRecordFields fields)
    {
        var (flags, tag) = (fields.Number("flags", 1), fields.Word("tag"));
        return $"{flags} {tag.ToLowerInvariant()} {Quote(fields.LongText("value"))}";
    }

    private static string Ds(IRecordFields fields)
    {
        var (tag, algorithm, type) = (fields.Number("key tag", 2), fields.Number("algorithm", 1, Algorithms), fields.Number("digest type", 1, Digests));
        return $"{tag} {algorithm} {type} {Digest(fields, "digest", type, type switch { 1 => 40, 2 or 3 => 64, 4 => 96, _ => 0 })}";
    }

    private static string Sshfp(IRecordFields fields)
    {
        var (algorithm, type) = (fields.Number("algorithm", 1), fields.Number("fingerprint type", 1));
        return $"{algorithm} {type} {Digest(fields, "fingerprint", type, type switch { 1 => 40, 2 => 64, _ => 0 })}";
    }

    private static string Digest(IRecordFields fields, string what, long type, int expected)
    {
        var digits = fields.Digits(what);
        return expected == 0 || digits.Length == expected ? digits : throw fields.Problem($"The {what} has {digits.Length.ToString(CultureInfo.InvariantCulture)} digits, but type {type.ToString(CultureInfo.InvariantCulture)} has {expected.ToString(CultureInfo.InvariantCulture)} digits.");
    }

    private static string Txt(IRecordFields fields)
    {
        var bytes = fields.Text("text");
        if (fields.HasMore)
        {
            var all = new MemoryStream();
            all.Write(bytes);
            var size = bytes.Length + 1;
            do
            {
                var part = fields.Text("text");
                size += part.Length + 1;
                if (size > Longest) throw fields.Problem($"The texts of the record are longer than {Longest} bytes.");
                all.Write(part);
            }
            while (fields.HasMore);
            bytes = all.ToArray();
        }

        try { return TxtData.Show(Utf8.GetString(bytes)); }
        // Only \DDD can show them.
        catch (DecoderFallbackException) { return Quote(bytes); }
    }

    private static string Location(IRecordFields fields, string zone)
    {
        var text = fields.Location();
        try { return DnsRecordData.Parse(DnsRecordType.LOC, text, null, zone).Value; }
        catch (RuleException problem) { throw fields.Problem(problem.Message); }
    }

    // In the form of Get-NpDnsRecord, unless the panel could not hold the record.
    private static (string, int?) Shown(DnsRecordType type, (string Value, int? Priority) data, string zone)
    {
        try
        {
            var parsed = DnsRecordData.Parse(type, data.Value, data.Priority, zone);
            return (parsed.Value, parsed.Priority);
        }
        catch (RuleException) { return data; }
    }

    /// <summary>A text in quotation marks, escaped where it has to be.</summary>
    internal static string Quote(byte[] bytes)
    {
        try { return MasterFileText.Quote(Utf8.GetString(bytes)); }
        catch (DecoderFallbackException)
        {
            var text = new StringBuilder("\"");
            foreach (var value in bytes)
            {
                if (value is (byte)'"' or (byte)'\\') text.Append('\\').Append((char)value);
                else if (value is < 0x20 or >= 0x7F) text.Append(CultureInfo.InvariantCulture, $"\\{value:D3}");
                else text.Append((char)value);
            }

            return text.Append('"').ToString();
        }
    }
}
