namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The fingerprint of a host's SSH key (RFC 4255, RFC 6594, RFC 7479).</summary>
public sealed record SshfpData : DnsRecordData
{
    private SshfpData(int algorithm, int fingerprintType, string fingerprint) : base(DnsRecordType.SSHFP)
    {
        Algorithm = algorithm;
        FingerprintType = fingerprintType;
        Fingerprint = fingerprint;
    }

    /// <summary>Algorithm of the key, 0 to 255: 1 is RSA, 3 ECDSA, 4 Ed25519, 6 Ed448.</summary>
    public int Algorithm { get; }

    /// <summary>Fingerprint type, 0 to 255: 1 is SHA-1, 2 SHA-256.</summary>
    public int FingerprintType { get; }

    /// <summary>Fingerprint in hexadecimal digits, upper case.</summary>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public override string Value => $"{Algorithm} {FingerprintType} {Fingerprint}";

    /// <inheritdoc/>
    public override string? Warning => Fingerprints.LengthWarning(Type, FingerprintType, Fingerprint, FingerprintType switch { 1 => 40, 2 => 64, _ => 0 });

    internal static SshfpData Read(string value, DataSource source)
    {
        var words = DataSource.Words(value);
        if (words.Length < 3)
            throw source.Wrong(value, "'algorithm type fingerprint', as in '4 2 123456789ABCDEF6...'");
        return new SshfpData(
            Numbers.Read(words[0], 255, "The algorithm of SSHFP"),
            Numbers.Read(words[1], 255, "The fingerprint type of SSHFP"),
            Numbers.Hex(words.Skip(2), "The fingerprint of SSHFP"));
    }
}
