using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>Authorities that are trusted instead of the system's, such as one of the company's own.</summary>
internal sealed class CertificateAuthorities : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private readonly X509Certificate2Collection _authorities = [];

    /// <summary>Reads the certificates of authorities.</summary>
    /// <param name="path">The path of a file in PEM or DER format.</param>
    /// <exception cref="PanelException">The file cannot be read, or does not contain a certificate.</exception>
    public CertificateAuthorities(string path)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            if (bytes.AsSpan().IndexOf("-----BEGIN CERTIFICATE-----"u8) >= 0) _authorities.ImportFromPem(System.Text.Encoding.UTF8.GetString(bytes));
            else _authorities.Add(new X509Certificate2(bytes));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException or NotSupportedException)
        {
            throw new PanelException(FaultKind.InvalidArgument, "login", $"Cannot read the CA certificate '{path}'. Specify a file in PEM or DER format.", unreadable);
        }

        if (_authorities.Count == 0) throw new PanelException(FaultKind.InvalidArgument, "login", $"'{path}' does not contain a certificate. Specify a file in PEM or DER format.");
    }

    /// <summary>Whether one of them has signed a certificate for a server.</summary>
    /// <param name="leaf">The certificate.</param>
    /// <param name="sent">The other certificates that the server sent.</param>
    /// <param name="isTimeIgnored">Whether certificates may be expired.</param>
    public bool HaveSigned(X509Certificate2 leaf, IEnumerable<X509Certificate2> sent, bool isTimeIgnored = false)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        if (isTimeIgnored) chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        foreach (var certificate in sent) chain.ChainPolicy.ExtraStore.Add(certificate);
        return chain.Build(leaf);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (X509Certificate2 authority in _authorities) authority.Dispose();
    }
}
