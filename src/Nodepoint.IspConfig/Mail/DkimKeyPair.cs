using System.Security.Cryptography;

namespace Nodepoint.IspConfig.Mail;

/// <summary>
/// An RSA key that signs a domain's mail, as the panel keeps it: PEM texts with line feeds. The private key comes out of
/// <see cref="ExportPrivateKeyPem"/> alone, so that nothing that prints an object's members can show it.
/// </summary>
public sealed class DkimKeyPair
{
    /// <summary>The shortest key in bits a receiver may accept (RFC 8301 3.2).</summary>
    public const int ShortestBits = 1024;

    /// <summary>The longest key in bits every receiver must be able to check (RFC 8301 3.2).</summary>
    public const int LongestBits = 4096;

    /// <summary>The panel's own key length in bits.</summary>
    public const int DefaultBits = 2048;

    private readonly string _privatePem;

    private DkimKeyPair(RSA rsa)
    {
        Bits = rsa.KeySize;
        _privatePem = rsa.ExportRSAPrivateKeyPem() + "\n";
        PublicKeyPem = rsa.ExportSubjectPublicKeyInfoPem() + "\n";
        PublicKey = Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The key's length in bits.</summary>
    public int Bits { get; }

    /// <summary>The public key as the column <c>dkim_public</c> has it: PEM, "BEGIN PUBLIC KEY".</summary>
    public string PublicKeyPem { get; }

    /// <summary>The public key as the DNS has it: base64 without line breaks (tag <c>p</c>, RFC 6376 3.6.1).</summary>
    public string PublicKey { get; }

    /// <summary>Makes a new key.</summary>
    /// <param name="bits">Its length in bits: 1024 to 4096, in steps of 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">It cannot have this length.</exception>
    public static DkimKeyPair Generate(int bits = DefaultBits)
    {
        if (bits is < ShortestBits or > LongestBits || bits % 64 != 0)
            throw new ArgumentOutOfRangeException(nameof(bits), bits, $"A DKIM key has {ShortestBits} to {LongestBits} bits, in steps of 64; {DefaultBits} is usual.");
        using var rsa = RSA.Create(bits);
        return new DkimKeyPair(rsa);
    }

    /// <summary>Reads a private key: PEM, "BEGIN RSA PRIVATE KEY" (PKCS#1) or "BEGIN PRIVATE KEY" (PKCS#8), without passphrase.</summary>
    /// <param name="pem">The text.</param>
    /// <exception cref="InvalidDkimKeyException">It is no such key, or of a length no receiver accepts; the message says what it is.</exception>
    public static DkimKeyPair FromPem(string? pem)
    {
        RefuseOthers(pem);
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            // A key whose halves do not belong together is read without complaint.
            var sample = "nodepoint"u8.ToArray();
            var signature = rsa.SignData(sample, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            if (!rsa.VerifyData(sample, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                throw new InvalidDkimKeyException("The DKIM key is damaged: what it signs does not verify.");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new InvalidDkimKeyException("The DKIM key cannot be read: it is damaged, or no RSA key.", e);
        }

        if (rsa.KeySize is < ShortestBits or > LongestBits)
            throw new InvalidDkimKeyException($"The DKIM key has {rsa.KeySize} bits; receivers take {ShortestBits} to {LongestBits} (RFC 8301).");
        return new DkimKeyPair(rsa);
    }

    /// <summary>The private key as the column <c>dkim_private</c> has it: PEM, "BEGIN RSA PRIVATE KEY" (PKCS#1), as the panel's own generator makes it.</summary>
    public string ExportPrivateKeyPem() => _privatePem;

    /// <summary>What kind of key it is; nothing of the key itself.</summary>
    public override string ToString() => $"DKIM key, RSA, {Bits} bits";

    private static void RefuseOthers(string? pem)
    {
        if (string.IsNullOrWhiteSpace(pem))
            throw new InvalidDkimKeyException("The DKIM key is empty: give the text of a PEM file that begins with -----BEGIN RSA PRIVATE KEY-----.");

        var labels = new List<string>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            labels.Add(rest[fields.Label].ToString());
            rest = rest[fields.Location.End..];
        }

        // The header of a passphrase makes it no PEM in the strict sense.
        if (pem.Contains("ENCRYPTED", StringComparison.Ordinal))
            throw new InvalidDkimKeyException("The DKIM key is locked with a passphrase, which no mail server could give: unlock it first (openssl rsa -in key.pem).");
        if (labels.Count == 0)
            throw new InvalidDkimKeyException("The DKIM key is no PEM text: it must begin with -----BEGIN RSA PRIVATE KEY----- and hold the whole key.");
        if (labels.Count > 1)
            throw new InvalidDkimKeyException($"The text holds {labels.Count} PEM blocks ({string.Join(", ", labels)}): give the private key alone.");

        if (labels[0] is not ("RSA PRIVATE KEY" or "PRIVATE KEY"))
            throw new InvalidDkimKeyException(labels[0] switch
            {
                "PUBLIC KEY" or "RSA PUBLIC KEY" => "This is the public DKIM key: give the private one, the public one follows from it.",
                "OPENSSH PRIVATE KEY" => "This is a key in OpenSSH's own form: turn it into PEM first (ssh-keygen -p -m PEM -f key).",
                var label => $"This is no RSA private key but: {label}. DKIM on the panel signs with RSA keys.",
            });
    }
}
