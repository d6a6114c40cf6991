using System.Globalization;
using System.Security.Cryptography;
using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.IspConfig.Platform.Services.Checks;

/// <summary>Judges the TLS of a service and its certificate.</summary>
/// <param name="options">How services are tested.</param>
internal sealed class CertificateCheck(ServiceOptions options)
{
    /// <summary>What is wrong with the TLS of a service that must have it.</summary>
    /// <param name="target">The service.</param>
    /// <param name="answer">What it answered.</param>
    /// <param name="isTrustNeeded">Whether who connects to it checks who has signed the certificate.</param>
    public IEnumerable<ServiceFinding> Find(ServiceTarget target, ServiceAnswer answer, bool isTrustNeeded = true)
    {
        var software = ServiceSoftware.Of(target.Protocol);
        if (answer.TlsProblem.Length > 0)
        {
            yield return new(ServiceFindingKind.TlsFailed, Verdict.Fail, $"TLS fails on {target}: {answer.TlsProblem}.", $"Check the certificate, the key, and the versions of TLS on the server ({software.Certificate}).");
            yield break;
        }

        if (answer.Certificate is not { } certificate) yield break;
        if (answer.TlsVersion is "Ssl2" or "Ssl3" or "Tls" or "Tls11")
            yield return new(ServiceFindingKind.OldTls, Verdict.Warn, $"{target} uses {answer.TlsVersion}, which is not secure any more (RFC 8996).", "Enable TLS 1.2 and 1.3 on the server, and disable older versions.");
        foreach (var finding in Validity(target, certificate, software)) yield return finding;
        if (target.CertificatePin is { } pin)
        {
            if (!IsPinned(certificate, pin))
                yield return new(ServiceFindingKind.CertificateUntrusted, Verdict.Fail, $"The certificate of {target} is not the pinned one: its SHA-256 is {Convert.ToHexString(SHA256.HashData(certificate.Data))}.", $"Compare this fingerprint with the one on the panel. If the certificate was replaced, pin it: Register-NpPanel with -CertificatePin. Otherwise another server may be answering in its place.");
            yield break;
        }

        var names = certificate.Names.Count > 0 ? string.Join(", ", certificate.Names.Take(3)) : "no name";
        if (target.HostName is { } host)
        {
            if (!certificate.Covers(host))
                yield return new(ServiceFindingKind.CertificateName, Verdict.Fail, $"The certificate of {target} is for {names}, not for {host}.", $"Use a certificate for {host} ({software.Certificate}), or correct the host name of {target.Service} in the platform profile.");
        }
        else if (!certificate.Covers(target.Address.ToString()))
        {
            yield return new(ServiceFindingKind.NotChecked, Verdict.Warn, $"Whether the certificate of {target} (for {names}) has the right name was not checked, because the service has no host name in the platform profile.", $"Add it: Set-NpPlatform -Service @{{ Name = '{target.Service}'; HostName = '...' }}");
        }

        if (isTrustNeeded && !IsTrusted(target, certificate))
            yield return new(ServiceFindingKind.CertificateUntrusted, Verdict.Warn, $"This computer does not trust the issuer of the certificate of {target} ({BannerText.Clean(certificate.Issuer)}{(certificate.ChainProblem.Length > 0 ? $": {certificate.ChainProblem}" : "")}).", "Use a certificate of a public authority and send its intermediate certificates, too. If you have an authority of your own, specify its certificate with -CaCertificate.");
    }

    /// <summary>A certificate as it is shown.</summary>
    /// <param name="target">The service.</param>
    /// <param name="certificate">The certificate; null for none.</param>
    public ServiceCertificate? Show(ServiceTarget target, ServerCertificate? certificate)
        => certificate is null ? null : new ServiceCertificate(BannerText.Clean(certificate.Subject), [.. certificate.Names.Select(BannerText.Clean)], BannerText.Clean(certificate.Issuer), certificate.NotAfter, DaysLeft(certificate), target.CertificatePin is { } pin ? IsPinned(certificate, pin) : IsTrusted(target, certificate));

    private IEnumerable<ServiceFinding> Validity(ServiceTarget target, ServerCertificate certificate, ServiceSoftware software)
    {
        var (now, days) = (options.Time.GetUtcNow(), DaysLeft(certificate));
        var renew = $"Renew it, and reload {software.Name}. If it was renewed automatically, {software.Name} was not reloaded since.";
        if (certificate.NotAfter < now)
            yield return new(ServiceFindingKind.CertificateExpired, Verdict.Fail, string.Create(CultureInfo.InvariantCulture, $"The certificate of {target} expired on {certificate.NotAfter:yyyy-MM-dd}."), renew);
        else if (certificate.NotBefore > now)
            yield return new(ServiceFindingKind.CertificateNotYetValid, Verdict.Fail, string.Create(CultureInfo.InvariantCulture, $"The certificate of {target} is not valid before {certificate.NotBefore:yyyy-MM-dd}."), "Check the clocks of this computer and of the server.");
        else if (days < Math.Max(options.WarningDays, options.CriticalDays))
            yield return new(ServiceFindingKind.CertificateExpiresSoon, days < options.CriticalDays ? Verdict.Fail : Verdict.Warn, string.Create(CultureInfo.InvariantCulture, $"The certificate of {target} expires on {certificate.NotAfter:yyyy-MM-dd}, in {days} days."), renew);
    }

    private int DaysLeft(ServerCertificate certificate) => (int)Math.Floor((certificate.NotAfter - options.Time.GetUtcNow()).TotalDays);

    private bool IsTrusted(ServiceTarget target, ServerCertificate certificate)
        => certificate.ChainProblem.Length == 0 || ((target.Authorities ?? options.Authorities) is { } authorities && certificate.IsSignedBy(authorities));

    private static bool IsPinned(ServerCertificate certificate, string pin)
        => CertificatePolicy.TryReadPin(pin, out var wanted) && CryptographicOperations.FixedTimeEquals(wanted, SHA256.HashData(certificate.Data));
}
