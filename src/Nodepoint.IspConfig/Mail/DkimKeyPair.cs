using System.Security.Cryptography;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>
/// An RSA key pair that signs a domain's mail, in the panel's form: PEM text with line feeds. Only
/// <see cref="ExportPrivateKeyPem"/> returns the private key, so that printing the object's members does not show it.
/// </summary>
public sealed class DkimKeyPair
{
    /// <summary>The minimum key length in bits that receivers accept (RFC 8301 3.2).</summary>
    public const int ShortestBits = 1024;

    /// <summary>The maximum key length in bits that all receivers must support (RFC 8301 3.2).</summary>
    public const int LongestBits = 4096;

    /// <summary>The default key length of the panel in bits.</summary>
    public const int DefaultBits = 2048;

    private readonly string _privatePem;

    private DkimKeyPair(RSA rsa)
    {
        Bits = rsa.KeySize;
        _privatePem = rsa.ExportRSAPrivateKeyPem() + "\n";
        PublicKeyPem = rsa.ExportSubjectPublicKeyInfoPem() + "\n";
        PublicKey = Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Key length in bits.</summary>
    public int Bits { get; }

    /// <summary>Public key as stored in the column <c>dkim_public</c>: PEM, "BEGIN PUBLIC KEY".</summary>
    public string PublicKeyPem { get; }

    /// <summary>Public key as published in the DNS: base64 without line breaks (tag <c>p</c>, RFC 6376 3.6.1).</summary>
    public string PublicKey { get; }

    /// <summary>Generates a new key pair.</summary>
    /// <param name="bits">Key length in bits: 1024 to 4096, in steps of 64.</param>
    /// <exception cref="RuleException">The key length is not supported.</exception>
    public static DkimKeyPair Generate(int bits = DefaultBits)
    {
        if (bits is < ShortestBits or > LongestBits || bits % 64 != 0)
            throw new RuleException(Rule.ValueOutOfRange, $"A DKIM key of {bits} bits is not supported. Use {ShortestBits} to {LongestBits} bits in steps of 64, for example {DefaultBits}.");
        using var rsa = RSA.Create(bits);
        return new DkimKeyPair(rsa);
    }

    /// <summary>Reads an unencrypted private key in PEM form: "BEGIN RSA PRIVATE KEY" (PKCS#1) or "BEGIN PRIVATE KEY" (PKCS#8).</summary>
    /// <param name="pem">The PEM text.</param>
    /// <exception cref="RuleException">The text is not such a key, or receivers do not accept its length. The message names the cause.</exception>
    public static DkimKeyPair FromPem(string? pem)
    {
        RequirePrivateKey(pem);
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            // ImportFromPem accepts a key whose public and private parts do not match.
            var sample = "nodepoint"u8.ToArray();
            var signature = rsa.SignData(sample, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            if (!rsa.VerifyData(sample, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                throw new RuleException(Rule.InvalidDkimKey, "The DKIM key is damaged: its public part does not verify what its private part signs. Use an undamaged copy of the key.");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new RuleException(Rule.InvalidDkimKey, "Cannot read the DKIM key: it is damaged or not an RSA key. Use an RSA private key in PEM form.", e);
        }

        if (rsa.KeySize is < ShortestBits or > LongestBits)
            throw new RuleException(Rule.InvalidDkimKey, $"The DKIM key has {rsa.KeySize} bits. Use a key of {ShortestBits} to {LongestBits} bits (RFC 8301).");
        return new DkimKeyPair(rsa);
    }

    /// <summary>The private key as stored in the column <c>dkim_private</c>: PEM, "BEGIN RSA PRIVATE KEY" (PKCS#1), the form the panel generates.</summary>
    public string ExportPrivateKeyPem() => _privatePem;

    /// <summary>A description without key material: type and length.</summary>
    public override string ToString() => $"DKIM key, RSA, {Bits} bits";

    private static void RequirePrivateKey(string? pem)
    {
        if (string.IsNullOrWhiteSpace(pem))
            throw new RuleException(Rule.InvalidDkimKey, "The DKIM key is empty. Specify the text of a PEM file that begins with -----BEGIN RSA PRIVATE KEY-----.");

        var labels = new List<string>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            labels.Add(rest[fields.Label].ToString());
            rest = rest[fields.Location.End..];
        }

        // PemEncoding does not find a key with the headers of a passphrase.
        if (pem.Contains("ENCRYPTED", StringComparison.Ordinal))
            throw new RuleException(Rule.InvalidDkimKey, "The DKIM key is encrypted with a passphrase, which the mail server cannot enter. Decrypt it first: openssl rsa -in key.pem");
        if (labels.Count == 0)
            throw new RuleException(Rule.InvalidDkimKey, "The DKIM key is not in PEM form. Specify the complete key, beginning with -----BEGIN RSA PRIVATE KEY-----.");
        if (labels.Count > 1)
            throw new RuleException(Rule.InvalidDkimKey, $"The DKIM key contains {labels.Count} PEM blocks ({string.Join(", ", labels)}). Specify the private key only.");

        if (labels[0] is not ("RSA PRIVATE KEY" or "PRIVATE KEY"))
            throw new RuleException(Rule.InvalidDkimKey, labels[0] switch
            {
                "PUBLIC KEY" or "RSA PUBLIC KEY" => "This is the public DKIM key. Specify the private key; the public key is derived from it.",
                "OPENSSH PRIVATE KEY" => "The DKIM key is in the OpenSSH format. Convert it to PEM first: ssh-keygen -p -m PEM -f key",
                var label => $"The PEM block '{label}' is not an RSA private key. The panel signs DKIM with RSA keys only.",
            });
    }
}
