using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>Decides whether the panel's certificate is accepted: by a pinned fingerprint, by a specified CA, always, or by the system's trust.</summary>
internal sealed class CertificatePolicy : IDisposable
{
    private readonly byte[]? _pin;
    private readonly CertificateAuthorities? _authorities;
    private readonly bool _skip;
    private volatile string? _refusal;

    public CertificatePolicy(PanelOptions options)
    {
        _skip = options.SkipCertificateCheck;
        if (options.CertificatePin is { } pin)
        {
            if (!TryReadPin(pin, out _pin))
                throw new PanelException(FaultKind.InvalidArgument, "login", $"'{pin}' is not a valid certificate pin. Specify a SHA-256 fingerprint: 64 hex digits, with or without colons, or base64.");
            Pin = Convert.ToHexString(_pin);
        }
        if (options.CaCertificatePath is { } path) _authorities = new CertificateAuthorities(path);
    }

    /// <summary>The pin in uppercase hex, or null.</summary>
    public string? Pin { get; }

    /// <summary>Why the last certificate was rejected and what to do; null if none was rejected.</summary>
    public string? Refusal => _refusal;

    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            _refusal = "The panel did not present a certificate.";
            return false;
        }
        if (_skip) return true;
        byte[] seen = SHA256.HashData(certificate.GetRawCertData());
        if (_pin is not null)
        {
            if (CryptographicOperations.FixedTimeEquals(seen, _pin)) return true;
            _refusal = $"The panel's certificate is not the pinned one: its SHA-256 is {Convert.ToHexString(seen)}. "
                + "If the panel's certificate was replaced, compare this fingerprint with the one on the panel and pin it; otherwise another server may be answering in its place.";
            return false;
        }
        bool accepted = _authorities is null ? errors == SslPolicyErrors.None : IsSignedByAuthority(certificate, chain, errors);
        if (!accepted) _refusal = Explain(certificate, chain, errors, seen);
        return accepted;
    }

    public void Dispose() => _authorities?.Dispose();

    /// <summary>Parses a SHA-256 fingerprint: hex with or without colons and prefix, or base64.</summary>
    public static bool TryReadPin(string text, [NotNullWhen(true)] out byte[]? pin)
    {
        pin = null;
        string bare = text.Trim();
        foreach (string prefix in (string[])["sha256:", "sha256//", "sha256/", "sha-256:"])
        {
            if (!bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) continue;
            bare = bare[prefix.Length..].Trim();
            break;
        }
        string hex = bare.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (hex.Length == 64 && hex.All(char.IsAsciiHexDigit))
        {
            pin = Convert.FromHexString(hex);
            return true;
        }
        byte[] bytes = new byte[33];
        string padded = bare.Length == 43 ? bare + "=" : bare;
        if (padded.Length != 44 || !Convert.TryFromBase64String(padded, bytes, out int count) || count != 32) return false;
        pin = bytes[..32];
        return true;
    }

    private bool IsSignedByAuthority(X509Certificate certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
        using var leaf = new X509Certificate2(certificate);
        return _authorities!.HaveSigned(leaf, sent?.ChainElements.Select(static element => element.Certificate) ?? []);
    }

    private string Explain(X509Certificate certificate, X509Chain? chain, SslPolicyErrors errors, byte[] seen)
    {
        using var leaf = new X509Certificate2(certificate);
        string why = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"it was issued for {leaf.GetNameInfo(X509NameType.DnsName, false)}, not for this host name"
            : _authorities is not null ? "it was not signed by the specified CA, or has expired"
            : leaf.NotAfter < DateTime.Now ? "it has expired"
            : chain?.ChainStatus.Any(s => s.Status == X509ChainStatusFlags.UntrustedRoot) == true && leaf.Subject == leaf.Issuer ? "it is self-signed"
            : "it was not signed by a CA that this computer trusts";
        return $"The panel's certificate is not trusted: {why}. Its SHA-256 is {Convert.ToHexString(seen)}. "
            + "If this is the panel's certificate, pin it with -CertificatePin, or specify its CA with -CaCertificate.";
    }
}
