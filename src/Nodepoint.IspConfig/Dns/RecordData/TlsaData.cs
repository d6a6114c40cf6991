namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The certificate of a TLS service (RFC 6698). The panel accepts one digit for each of the first three numbers.</summary>
public sealed record TlsaData : DnsRecordData
{
    private TlsaData(int usage, int selector, int matchingType, string certificate) : base(DnsRecordType.TLSA)
    {
        Usage = usage;
        Selector = selector;
        MatchingType = matchingType;
        Certificate = certificate;
    }

    /// <summary>Certificate usage, 0 to 3: 0 and 1 an issuer or certificate that must also be trusted otherwise, 2 an issuer, 3 the certificate itself.</summary>
    public int Usage { get; }

    /// <summary>Selector, 0 or 1: 0 the complete certificate, 1 its public key.</summary>
    public int Selector { get; }

    /// <summary>Matching type, 0 to 2: 0 in full, 1 as SHA-256, 2 as SHA-512.</summary>
    public int MatchingType { get; }

    /// <summary>Fingerprint or certificate in hexadecimal digits, upper case.</summary>
    public string Certificate { get; }

    /// <inheritdoc/>
    public override string Value => $"{Usage} {Selector} {MatchingType} {Certificate}";

    /// <summary>Problem of the record: a fingerprint of the wrong length matches no certificate.</summary>
    public override string? Warning => MatchingType switch { 1 => 64, 2 => 128, _ => 0 } is var expected && expected != 0 && Certificate.Length != expected
        ? $"The fingerprint of TLSA has {Certificate.Length} digits, but type {MatchingType} has {expected} digits. It cannot match any certificate."
        : null;

    internal static TlsaData Read(string value, DataSource source)
    {
        var words = DataSource.Words(value);
        if (words.Length < 4)
            throw source.Wrong(value, "'usage selector type fingerprint', as in '3 1 1 8CB0FC6C...'");
        return new TlsaData(
            Numbers.Read(words[0], 3, "The usage of TLSA"),
            Numbers.Read(words[1], 1, "The selector of TLSA"),
            Numbers.Read(words[2], 2, "The matching type of TLSA"),
            Numbers.Hex(words.Skip(3), "The fingerprint of TLSA"));
    }
}
