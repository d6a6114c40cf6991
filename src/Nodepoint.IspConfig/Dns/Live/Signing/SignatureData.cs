using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.IspConfig.Dns.Live.Signing;

/// <summary>The data of an RRSIG record (RFC 4034 3.1).</summary>
internal sealed record SignatureData(string Owner, DnsQueryType Covered, int Algorithm, int Labels, uint OriginalTtl, DateTimeOffset Expiration, DateTimeOffset Inception, int KeyTag, string Signer, byte[] Signature, byte[] Prefix)
{
    /// <summary>Reads a record.</summary>
    /// <param name="record">The RRSIG record.</param>
    /// <returns>The data; null if it cannot be read.</returns>
    public static SignatureData? Read(DnsResponseRecord record)
    {
        try
        {
            var fields = record.Fields;
            var (covered, algorithm, labels) = ((DnsQueryType)fields.Number("type", 2), (int)fields.Number("algorithm", 1), (int)fields.Number("labels", 1));
            var (ttl, expiration, inception) = ((uint)fields.Number("time to live", 4), fields.Number("expiration", 4), fields.Number("inception", 4));
            var (tag, signer, signature) = ((int)fields.Number("key tag", 2), fields.Name("signer"), fields.LongText("signature"));
            return new SignatureData(record.Name, covered, algorithm, labels, ttl, DateTimeOffset.FromUnixTimeSeconds(expiration), DateTimeOffset.FromUnixTimeSeconds(inception), tag, signer, signature, record.Data[..^signature.Length]);
        }
        catch (ZoneFileException) { return null; }
    }
}
