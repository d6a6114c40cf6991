using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A certificate for a website (RFC 5280), with its intermediate certificates.</summary>
public sealed class SiteCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _chain;

    private SiteCertificate(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        _certificate = certificate;
        _chain = chain;
    }

    /// <summary>Subject of the certificate.</summary>
    public string Subject => _certificate.Subject;

    /// <summary>Issuer of the certificate.</summary>
    public string Issuer => _certificate.Issuer;

    /// <summary>Time from which the certificate is valid.</summary>
    public DateTimeOffset NotBefore => _certificate.NotBefore;

    /// <summary>Time until which the certificate is valid.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter;

    /// <summary>SHA-256 fingerprint in hexadecimal digits.</summary>
    public string Fingerprint => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>Number of intermediate certificates.</summary>
    public int ChainLength => _chain.Count;

    /// <summary>Names that the certificate covers.</summary>
    public IReadOnlyList<string> Names
        => _certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } names ? [.. names.EnumerateDnsNames()] : [_certificate.GetNameInfo(X509NameType.DnsName, false)];

    /// <summary>The certificate in PEM form, without its chain.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>Intermediate certificates in PEM form; empty for none.</summary>
    public string ChainPem => string.Concat(_chain.Select(link => link.ExportCertificatePem() + "\n"));

    /// <summary>Reads a certificate. Further certificates in the same text are its chain.</summary>
    /// <param name="pem">The certificate in PEM form.</param>
    /// <param name="chainPem">The intermediate certificates in PEM form; empty for none.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="RuleException">The text is not a certificate.</exception>
    public static SiteCertificate Parse(string pem, string chainPem = "")
    {
        var own = Read(pem, "certificate");
        if (own.Count == 0) throw new RuleException(Rule.InvalidCertificate, "The certificate is not in PEM form. Specify text that begins with -----BEGIN CERTIFICATE-----.");
        var chain = new X509Certificate2Collection();
        foreach (var link in own.Skip(1).Concat(Read(chainPem, "chain"))) chain.Add(link);
        return new SiteCertificate(own[0], chain);
    }

    /// <summary>Whether the certificate covers a name (RFC 6125).</summary>
    /// <param name="name">The name; with a leading *. it must be covered by the same wildcard.</param>
    /// <returns>True if the name is covered.</returns>
    public bool Covers(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("*.", StringComparison.Ordinal) ? Names.Contains(name, StringComparer.OrdinalIgnoreCase) : _certificate.MatchesHostname(name);
    }

    /// <summary>Whether a private key belongs to the certificate.</summary>
    /// <param name="keyPem">The key in PEM form.</param>
    /// <returns>True if the key belongs to the certificate.</returns>
    /// <exception cref="RuleException">The private key cannot be read.</exception>
    public bool BelongsTo(string keyPem)
    {
        ArgumentNullException.ThrowIfNull(keyPem);
        if (keyPem.Contains("ENCRYPTED", StringComparison.Ordinal)) throw new RuleException(Rule.InvalidPrivateKey, "The private key is encrypted with a passphrase, which the web server cannot enter. Decrypt it first: openssl pkey -in key.pem -out plain.pem");
        try
        {
            if (_certificate.GetRSAPublicKey() is { } rsa)
            {
                using (rsa)
                using (var key = RSA.Create())
                {
                    key.ImportFromPem(keyPem);
                    return key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(rsa.ExportSubjectPublicKeyInfo());
                }
            }

            if (_certificate.GetECDsaPublicKey() is { } ecdsa)
            {
                using (ecdsa)
                using (var key = ECDsa.Create())
                {
                    key.ImportFromPem(keyPem);
                    return key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(ecdsa.ExportSubjectPublicKeyInfo());
                }
            }
        }
        catch (Exception problem) when (problem is ArgumentException or CryptographicException)
        {
            if (IsOtherKeyType(keyPem)) return false;
            throw new RuleException(Rule.InvalidPrivateKey, "The private key cannot be read. Specify a key in PEM form that begins with -----BEGIN PRIVATE KEY-----.");
        }

        throw new RuleException(Rule.InvalidCertificate, "The certificate's key type is not supported. Use a certificate with an RSA or elliptic curve key.");
    }

    /// <summary>The reasons why the certificate cannot be used for a site.</summary>
    /// <param name="domain">The site's domain.</param>
    /// <param name="now">The current time.</param>
    /// <returns>One message per problem; empty if the certificate can be used.</returns>
    public IEnumerable<string> Problems(string domain, DateTimeOffset now)
    {
        if (now > NotAfter) yield return $"The certificate expired on {NotAfter:yyyy-MM-dd}. Renew it first.";
        if (now < NotBefore) yield return $"The certificate is not valid before {NotBefore:yyyy-MM-dd}. Wait until then, or use another one.";
        if (!Covers(domain)) yield return $"The certificate does not cover {domain}. It covers: {string.Join(", ", Names)}. Use a certificate for this domain.";
        if (FirstUnlinked() is { } unlinked) yield return $"The certificate chain is not complete or not in order: {Excerpt.Of(unlinked)} has not issued the certificate before it. Specify all intermediate certificates between the certificate and the root, in this order.";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _certificate.Dispose();
        foreach (var link in _chain) link.Dispose();
    }

    // Each certificate must be issued by the next one. The issuer of the last one is a root that clients trust.
    private string? FirstUnlinked()
    {
        var current = _certificate;
        foreach (var next in _chain)
        {
            if (!current.IssuerName.RawData.AsSpan().SequenceEqual(next.SubjectName.RawData) || !IsSigned(current, next)) return next.Subject;
            current = next;
        }

        return null;
    }

    private static bool IsSigned(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(issuer);
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid | X509VerificationFlags.AllowUnknownCertificateAuthority | X509VerificationFlags.IgnoreInvalidBasicConstraints;
        _ = chain.Build(certificate);
        return chain.ChainElements.Count > 1 && chain.ChainElements[1].Certificate.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span)
            && !chain.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotSignatureValid));
    }

    private static bool IsOtherKeyType(string keyPem)
    {
        foreach (var make in new Func<AsymmetricAlgorithm>[] { RSA.Create, ECDsa.Create })
        {
            using var key = make();
            try
            {
                key.ImportFromPem(keyPem);
                return true;
            }
            catch (Exception problem) when (problem is ArgumentException or CryptographicException)
            {
                // Try the next key type.
            }
        }

        return false;
    }

    private static X509Certificate2Collection Read(string pem, string what)
    {
        var found = new X509Certificate2Collection();
        try { found.ImportFromPem(pem); }
        catch (CryptographicException) { throw new RuleException(Rule.InvalidCertificate, $"The {what} cannot be read. Specify it in PEM form, beginning with -----BEGIN CERTIFICATE-----."); }
        return found;
    }
}
