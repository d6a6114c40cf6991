using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A certificate for a website (RFC 5280), with the certificates between it and a root.</summary>
public sealed class SiteCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _chain;

    private SiteCertificate(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        _certificate = certificate;
        _chain = chain;
    }

    /// <summary>Whom it is for.</summary>
    public string Subject => _certificate.Subject;

    /// <summary>Who has issued it.</summary>
    public string Issuer => _certificate.Issuer;

    /// <summary>From when it holds.</summary>
    public DateTimeOffset NotBefore => _certificate.NotBefore;

    /// <summary>Until when it holds.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter;

    /// <summary>Its SHA-256 fingerprint in hexadecimal digits.</summary>
    public string Fingerprint => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>How many certificates stand between it and a root.</summary>
    public int ChainLength => _chain.Count;

    /// <summary>The names it covers.</summary>
    public IReadOnlyList<string> Names
        => _certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } names ? [.. names.EnumerateDnsNames()] : [_certificate.GetNameInfo(X509NameType.DnsName, false)];

    /// <summary>Its own certificate in PEM form.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem() + "\n";

    /// <summary>The certificates between it and a root in PEM form; empty for none.</summary>
    public string ChainPem => string.Concat(_chain.Select(link => link.ExportCertificatePem() + "\n"));

    /// <summary>Reads a certificate; what follows it in the same text is its chain.</summary>
    /// <param name="pem">The certificate in PEM form.</param>
    /// <param name="chainPem">The certificates between it and a root in PEM form; empty for none.</param>
    /// <returns>The certificate.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static SiteCertificate Parse(string pem, string chainPem = "")
    {
        var own = Read(pem, "certificate");
        if (own.Count == 0) throw new FormatException("That is no certificate in PEM form. Give one that begins with -----BEGIN CERTIFICATE-----.");
        var chain = new X509Certificate2Collection();
        foreach (var link in own.Skip(1).Concat(Read(chainPem, "chain"))) chain.Add(link);
        return new SiteCertificate(own[0], chain);
    }

    /// <summary>Whether it covers a name (RFC 6125).</summary>
    /// <param name="name">The name; *. before it asks for the wildcard.</param>
    /// <returns>True when it does.</returns>
    public bool Covers(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith("*.", StringComparison.Ordinal) ? Names.Contains(name, StringComparer.OrdinalIgnoreCase) : _certificate.MatchesHostname(name);
    }

    /// <summary>Whether a private key is the one of this certificate.</summary>
    /// <param name="keyPem">The key in PEM form.</param>
    /// <returns>True when they belong together.</returns>
    /// <exception cref="FormatException">It is no private key that can be read.</exception>
    public bool BelongsTo(string keyPem)
    {
        ArgumentNullException.ThrowIfNull(keyPem);
        if (keyPem.Contains("ENCRYPTED", StringComparison.Ordinal)) throw new FormatException("The private key has a passphrase, which the web server could not give. Take it off first: openssl pkey -in key.pem -out plain.pem");
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
            if (IsOtherKind(keyPem)) return false;
            throw new FormatException("The private key cannot be read. Give one in PEM form that begins with -----BEGIN PRIVATE KEY-----.");
        }

        throw new FormatException("The certificate has a key of a kind that web servers do not take. Give one with RSA or an elliptic curve.");
    }

    /// <summary>What keeps it from serving a site.</summary>
    /// <param name="domain">The site's domain.</param>
    /// <param name="now">The time.</param>
    /// <returns>Each in a sentence; none where it will do.</returns>
    public IEnumerable<string> Problems(string domain, DateTimeOffset now)
    {
        if (now > NotAfter) yield return $"The certificate expired on {NotAfter:yyyy-MM-dd}. Renew it first.";
        if (now < NotBefore) yield return $"The certificate does not hold before {NotBefore:yyyy-MM-dd}. Wait until then.";
        if (!Covers(domain)) yield return $"The certificate does not cover {domain}, but {string.Join(", ", Names)}. Give one for this domain.";
        if (FirstLoose() is { } loose) yield return $"The chain does not belong to the certificate: {Excerpt.Of(loose)} does not come next. Give the certificates between yours and the root, in this order.";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _certificate.Dispose();
        foreach (var link in _chain) link.Dispose();
    }

    // Each must be issued by the next; the last one's issuer is the root that clients have.
    private string? FirstLoose()
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

    private static bool IsOtherKind(string keyPem)
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
                // Of another kind, or none.
            }
        }

        return false;
    }

    private static X509Certificate2Collection Read(string pem, string what)
    {
        var found = new X509Certificate2Collection();
        try { found.ImportFromPem(pem); }
        catch (CryptographicException) { throw new FormatException($"The {what} cannot be read. Give it in PEM form, from -----BEGIN CERTIFICATE----- on."); }
        return found;
    }
}
