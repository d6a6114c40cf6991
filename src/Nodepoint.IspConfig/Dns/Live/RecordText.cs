using System.Text;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>The data of a record in one form, wherever it comes from, so that the panel's and a server's can be compared.</summary>
internal static class RecordText
{
    private const int SmallBuffer = 512;

    /// <summary>The data of a panel's record as the name server reads it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <returns>The text; null if the name server cannot read the record.</returns>
    public static string? Of(DnsRecord record, string zone)
    {
        try
        {
            var fields = new MasterFields(new ZoneFileLexer(new MemoryStream(Encoding.UTF8.GetBytes(record.Data.ToString())), SmallBuffer), zone, null);
            return Of(ServedType(record.Type), fields, zone);
        }
        catch (ZoneFileException) { return null; }
    }

    /// <summary>The data of a record from a server.</summary>
    /// <param name="record">The record, of a type that the panel has.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    public static string Of(DnsResponseRecord record, string zone)
    {
        try { return Of((DnsRecordType)record.Type, record.Fields, zone); }
        catch (ZoneFileException) { return $"\\# {record.Data.Length} {Convert.ToHexString(record.Data)}"; }
    }

    /// <summary>The type that the panel's name server serves: it writes ALIAS as CNAME.</summary>
    /// <param name="type">The type on the panel.</param>
    public static DnsRecordType ServedType(DnsRecordType type) => type == DnsRecordType.ALIAS ? DnsRecordType.CNAME : type;

    private static string Of(DnsRecordType type, IRecordFields fields, string zone)
    {
        var (value, priority) = ZoneFileData.Read(type, fields, zone);
        var text = priority is { } number ? $"{number} {value}" : value;
        return type switch
        {
            // In a response, the package does not tell a dot in a label from a dot between labels.
            DnsRecordType.RP => text.Replace("\\.", ".", StringComparison.Ordinal),
            // In a response, the package shows each byte that is not ASCII as a question mark.
            DnsRecordType.HINFO or DnsRecordType.NAPTR => Ascii(text),
            _ => text,
        };
    }

    private static string Ascii(string text) => text.All(char.IsAscii) ? text : Encoding.ASCII.GetString(Encoding.UTF8.GetBytes(text));
}
