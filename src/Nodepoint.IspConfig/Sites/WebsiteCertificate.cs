using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>How a website is served over https: with Let's Encrypt, a certificate of its own, or not at all. The private key is never part of it.</summary>
/// <param name="Domain">The website's domain.</param>
/// <param name="Ssl">Whether it is served over https.</param>
/// <param name="LetsEncrypt">Whether its certificate comes from Let's Encrypt.</param>
/// <param name="Subject">Whom its certificate is for; empty where the panel has none.</param>
/// <param name="Issuer">Who has issued it.</param>
/// <param name="Names">The names it covers.</param>
/// <param name="NotBefore">From when it holds.</param>
/// <param name="NotAfter">Until when it holds.</param>
/// <param name="DaysLeft">How many whole days it still holds; null where there is none.</param>
/// <param name="Fingerprint">Its SHA-256 fingerprint.</param>
/// <param name="ChainLength">How many certificates stand between it and a root.</param>
/// <param name="HasKey">Whether the panel has a private key.</param>
/// <param name="Problems">What is wrong with it; none where it will do.</param>
public sealed record WebsiteCertificate(
    string Domain, bool Ssl, bool LetsEncrypt, string Subject, string Issuer, string[] Names, DateTimeOffset? NotBefore, DateTimeOffset? NotAfter, int? DaysLeft, string Fingerprint, int ChainLength, bool HasKey, string[] Problems)
{
    /// <summary>The state of a website.</summary>
    /// <param name="site">The website as the panel has it.</param>
    /// <param name="now">The time.</param>
    /// <returns>Its state, without the private key.</returns>
    public static WebsiteCertificate Of(Website site, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(site);
        var hasKey = site.SslKey is { Length: > 0 };
        if (site.SslCertificate.Length == 0) return new(site.Domain, site.Ssl, site.LetsEncrypt, "", "", [], null, null, null, "", 0, hasKey, []);
        try
        {
            using var certificate = SiteCertificate.Parse(site.SslCertificate, site.SslChain);
            List<string> problems = [.. certificate.Problems(site.Domain, now)];
            if (!hasKey) problems.Add("The panel has no private key for it.");
            else if (!certificate.BelongsTo(SecretText.Reveal(site.SslKey))) problems.Add("The private key is not that of the certificate.");
            return new(site.Domain, site.Ssl, site.LetsEncrypt, certificate.Subject, certificate.Issuer, [.. certificate.Names], certificate.NotBefore, certificate.NotAfter,
                (int)Math.Floor((certificate.NotAfter - now).TotalDays), certificate.Fingerprint, certificate.ChainLength, hasKey, [.. problems]);
        }
        catch (FormatException problem)
        {
            return new(site.Domain, site.Ssl, site.LetsEncrypt, "", "", [], null, null, null, "", 0, hasKey, [problem.Message]);
        }
    }
}
