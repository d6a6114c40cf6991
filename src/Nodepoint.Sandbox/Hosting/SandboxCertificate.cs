using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>The self-signed certificate of the sandbox.</summary>
internal static class SandboxCertificate
{
    /// <summary>Returns a new certificate, or the one stored beside the database file, so that its pin does not change.</summary>
    public static X509Certificate2 For(string? dataFile)
    {
        if (dataFile is null) return Create();
        var file = dataFile + ".pfx";
        if (File.Exists(file) && X509CertificateLoader.LoadPkcs12FromFile(file, null) is var kept && kept.NotAfter > DateTime.Now.AddDays(1)) return kept;
        var created = Create();
        // Written completely before it is renamed, because an incomplete file would keep the sandbox from starting.
        using (var stream = new FileStream(file + ".new", NewFile())) stream.Write(created.Export(X509ContentType.Pkcs12));
        File.Move(file + ".new", file, overwrite: true);
        return created;
    }

    /// <summary>The SHA-256 hash of the certificate, which clients use as the pin.</summary>
    public static string Pin(X509Certificate2 certificate) => Convert.ToHexString(SHA256.HashData(certificate.RawData));

    private static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost, O=Nodepoint sandbox", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(5));
        // Exported and loaded again, because TLS on Windows cannot use an ephemeral key.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
