using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The certificate of a website: from Let's Encrypt, a custom one, or none. It never contains the private key.</summary>
/// <param name="Domain">Domain of the website.</param>
/// <param name="Ssl">Whether the website is served over HTTPS.</param>
/// <param name="LetsEncrypt">Whether the certificate is obtained from Let's Encrypt.</param>
/// <param name="Subject">Subject of the certificate; empty if the panel has none.</param>
/// <param name="Issuer">Issuer of the certificate.</param>
/// <param name="Names">Names that the certificate covers.</param>
/// <param name="NotBefore">Time from which the certificate is valid.</param>
/// <param name="NotAfter">Time until which the certificate is valid.</param>
/// <param name="DaysLeft">Number of full days until the certificate expires; null if missing.</param>
/// <param name="Fingerprint">SHA-256 fingerprint.</param>
/// <param name="ChainLength">Number of intermediate certificates.</param>
/// <param name="HasKey">Whether the panel has a private key.</param>
/// <param name="Problems">Problems of the certificate; empty if it can be used.</param>
[ResultOf(typeof(Website))]
public sealed record WebsiteCertificate(
    string Domain, bool Ssl, bool LetsEncrypt, string Subject, string Issuer, string[] Names, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, int? DaysLeft, string Fingerprint, int ChainLength, bool HasKey, string[] Problems) : IPanelResult
{
    /// <summary>Where the certificate is to come from, as the panel has it.</summary>
    public CertificateSource Wanted { get; init; }

    /// <summary>Where it comes from; null as long as the web server has not applied all changes, or if that is not known.</summary>
    public CertificateSource? Actual { get; init; }

    /// <summary>The number of changes that the web server has not applied yet; null if it is not known.</summary>
    public long? Waiting { get; init; }

    PanelOrigin IPanelResult.Origin { get; set; }

    private const string NoCertificate = "HTTPS is on, but no certificate is stored on the panel. If Let's Encrypt was on, its request has failed and the web server has turned it off: check that all names point to the server, and the server's log.";

    /// <summary>Gets the certificate of a website.</summary>
    /// <param name="site">The website as stored on the panel.</param>
    /// <param name="now">The current time.</param>
    /// <param name="waiting">The number of changes that the web server has not applied yet; null if it is not known.</param>
    /// <returns>The certificate, without the private key.</returns>
    public static WebsiteCertificate Of(Website site, DateTimeOffset now, long? waiting = null)
    {
        ArgumentNullException.ThrowIfNull(site);
        var wanted = !site.Ssl ? CertificateSource.None : site.LetsEncrypt ? CertificateSource.LetsEncrypt : CertificateSource.Own;
        var actual = wanted == CertificateSource.Own && site.SslCertificate.Length == 0 ? CertificateSource.None : wanted;
        return OfContent(site, now) with { Wanted = wanted, Actual = waiting == 0 ? actual : null, Waiting = waiting };
    }

    private static WebsiteCertificate OfContent(Website site, DateTimeOffset now)
    {
        var hasKey = site.SslKey is { Length: > 0 };
        if (site.SslCertificate.Length == 0) return new(site.Domain, site.Ssl, site.LetsEncrypt, "", "", [], null, null, null, "", 0, hasKey, site is { Ssl: true, LetsEncrypt: false } ? [NoCertificate] : []);
        try
        {
            using var certificate = SiteCertificate.Parse(site.SslCertificate, site.SslChain);
            List<string> problems = [.. certificate.Problems(site.Domain, now)];
            if (!hasKey) problems.Add("The private key of the certificate is not stored on the panel.");
            else if (!certificate.BelongsTo(SecretText.Reveal(site.SslKey))) problems.Add("The private key does not belong to the certificate.");
            return new(site.Domain, site.Ssl, site.LetsEncrypt, certificate.Subject, certificate.Issuer, [.. certificate.Names], certificate.NotBefore, certificate.NotAfter,
                (int)Math.Floor((certificate.NotAfter - now).TotalDays), certificate.Fingerprint, certificate.ChainLength, hasKey, [.. problems]);
        }
        catch (RuleException problem)
        {
            return new(site.Domain, site.Ssl, site.LetsEncrypt, "", "", [], null, null, null, "", 0, hasKey, [problem.Message]);
        }
    }
}
