namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The fingerprint of a child zone's key (RFC 4034 5).</summary>
public sealed record DsData : DnsRecordData
{
    private DsData(int keyTag, int algorithm, int digestType, string digest) : base(DnsRecordType.DS)
    {
        KeyTag = keyTag;
        Algorithm = algorithm;
        DigestType = digestType;
        Digest = digest;
    }

    /// <summary>Key tag, 0 to 65535.</summary>
    public int KeyTag { get; }

    /// <summary>Algorithm of the key, 0 to 255: 8 is RSA/SHA-256, 13 ECDSA P-256, 15 Ed25519.</summary>
    public int Algorithm { get; }

    /// <summary>Digest type, 0 to 255: 1 is SHA-1, 2 SHA-256, 4 SHA-384.</summary>
    public int DigestType { get; }

    /// <summary>Fingerprint in hexadecimal digits, upper case.</summary>
    public string Digest { get; }

    /// <inheritdoc/>
    public override string Value => $"{KeyTag} {Algorithm} {DigestType} {Digest}";

    /// <inheritdoc/>
    public override string? Warning => Fingerprints.LengthWarning(Type, DigestType, Digest, DigestType switch { 1 => 40, 2 or 3 => 64, 4 => 96, _ => 0 });

    internal static DsData Read(string value, DataSource source)
    {
        var words = DataSource.Words(value);
        if (words.Length < 4)
            throw source.Wrong(value, "'tag algorithm type fingerprint', as in '12345 13 2 49FD46E6...'");
        return new DsData(
            Numbers.Read(words[0], 65535, "The key tag of DS"),
            Numbers.Read(words[1], 255, "The algorithm of DS"),
            Numbers.Read(words[2], 255, "The digest type of DS"),
            Numbers.Hex(words.Skip(3), "The fingerprint of DS"));
    }
}
