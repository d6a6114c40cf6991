using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>The types and classes that a master file can name (IANA registry of resource record types, RFC 3597).</summary>
internal static class ZoneFileTypes
{
    /// <summary>The SOA record.</summary>
    public const string Soa = "SOA";

    // Name servers know them, but the panel has no form for them.
    private static readonly FrozenSet<string> Others = new[]
    {
        "MB", "MG", "MR", "NULL", "WKS", "MINFO", "AFSDB", "X25", "ISDN", "RT", "NSAP", "NSAP-PTR", "SIG", "KEY", "PX", "GPOS", "NXT", "EID", "NIMLOC", "ATMA", "KX", "CERT", "A6", "SINK", "APL",
        "IPSECKEY", "RRSIG", "NSEC", "DNSKEY", "DHCID", "NSEC3", "NSEC3PARAM", "SMIMEA", "HIP", "NINFO", "RKEY", "TALINK", "CDS", "CDNSKEY", "OPENPGPKEY", "CSYNC", "ZONEMD", "SVCB", "HTTPS",
        "UINFO", "UID", "GID", "UNSPEC", "NID", "L32", "L64", "LP", "EUI48", "EUI64", "URI", "AVC", "DOA", "AMTRELAY", "RESINFO", "WALLET", "TA", "DLV", "KEYDATA",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // In a question only, or obsolete (RFC 1123 6.1.2.2, RFC 6895 3.1).
    private static readonly FrozenSet<string> NotInFiles = new[] { "MD", "MF", "OPT", "TKEY", "TSIG", "IXFR", "AXFR", "MAILB", "MAILA", "ANY" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // DNSSEC records belong beside a CNAME record (RFC 4034).
    private static readonly FrozenSet<string> BesideAlias = new[] { "RRSIG", "NSEC", "SIG", "KEY", "NXT" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, DnsRecordType> Held = DnsRecordTypes.All.Where(type => type != DnsRecordType.ALIAS).ToFrozenDictionary(type => type.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a type.</summary>
    /// <param name="word">The word.</param>
    /// <param name="name">The name of the type, in upper case.</param>
    /// <param name="type">The panel's type; 0 for SOA and for types that the panel cannot hold.</param>
    /// <returns>Whether a master file can contain the type.</returns>
    public static bool TryRead(ReadOnlySpan<byte> word, out string name, out DnsRecordType type)
    {
        name = Encoding.Latin1.GetString(word).ToUpperInvariant();
        if (Number(name, "TYPE") is { } number)
        {
            if (number is 0 or 3 or 4 or 41 or (>= 128 and <= 255)) { type = 0; return false; }
            name = number switch { 6 => Soa, 99 => "SPF", _ => Enum.IsDefined((DnsRecordType)number) && number != (int)DnsRecordType.ALIAS ? ((DnsRecordType)number).ToString() : name };
        }

        if (name == "SPF")
        {
            type = DnsRecordType.TXT;
            return true;
        }

        return Held.TryGetValue(name, out type) || name == Soa || Others.Contains(name) || name.StartsWith("TYPE", StringComparison.Ordinal) && Number(name, "TYPE") is not null;
    }

    /// <summary>Whether a word is a type that cannot be in a file.</summary>
    public static bool IsNotInFiles(string name) => NotInFiles.Contains(name);

    /// <summary>Whether records of a type can have the name of a CNAME record.</summary>
    public static bool IsBesideAlias(string name) => BesideAlias.Contains(name);

    /// <summary>Reads a class.</summary>
    /// <param name="word">The word.</param>
    /// <param name="isInternet">Whether it is IN.</param>
    /// <returns>Whether the word is a class.</returns>
    public static bool TryReadClass(ReadOnlySpan<byte> word, out bool isInternet)
    {
        isInternet = false;
        if (word.Length is < 2 or > 10) return false;
        var name = Encoding.Latin1.GetString(word).ToUpperInvariant();
        isInternet = name == "IN" || Number(name, "CLASS") == 1;
        return isInternet || name is "CH" or "CHAOS" or "HS" or "HESIOD" or "ANY" or "NONE" or "RESERVED0" || Number(name, "CLASS") is not null;
    }

    private static int? Number(string name, string prefix)
        => name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) && ushort.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
