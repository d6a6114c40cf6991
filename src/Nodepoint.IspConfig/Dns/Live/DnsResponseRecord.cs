using System.Text;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>A record in the response of a name server.</summary>
/// <param name="Name">The absolute name in lower case, with a trailing dot.</param>
/// <param name="Type">The type.</param>
/// <param name="Ttl">Time to live in seconds.</param>
/// <param name="Data">The data as on the wire, with uncompressed names.</param>
internal sealed record DnsResponseRecord(string Name, DnsQueryType Type, uint Ttl, byte[] Data)
{
    /// <summary>The fields of the data, one after the other.</summary>
    /// <exception cref="ZoneFileException">From the fields: the data is not valid.</exception>
    public IRecordFields Fields => new WireFields(Data, static message => new ZoneFileException(message, 0, 0));

    /// <summary>The name that the data begins with: the target of NS, CNAME, PTR and DNAME.</summary>
    public string Target => Fields.Name("target");

    /// <summary>The strings of a TXT record, joined (RFC 7208 3.3); a byte becomes a character of the same number. Empty if the data is not valid.</summary>
    public string Text
    {
        get
        {
            var (text, fields) = (new StringBuilder(), Fields);
            try
            {
                while (fields.HasMore) text.Append(Encoding.Latin1.GetString(fields.Text("text")));
            }
            catch (ZoneFileException) { return ""; }
            return text.ToString();
        }
    }
}
