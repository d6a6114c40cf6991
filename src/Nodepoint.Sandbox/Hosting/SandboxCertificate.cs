using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>The sandbox's self-made certificate.</summary>
internal static class SandboxCertificate
{
    /// <summary>A new one, or with a database file the one kept beside it, so that its pin stays.</summary>
    public static X509Certificate2 For(string? dataFile)
    {
        if (dataFile is null) return Create();
        var file = dataFile + ".pfx";
        if (File.Exists(file) && X509CertificateLoader.LoadPkcs12FromFile(file, null) is var kept && kept.NotAfter > DateTime.Now.AddDays(1)) return kept;
        var created = Create();
        // Written whole before it has its name: half a certificate would keep the sandbox from ever starting again.
        using (var stream = new FileStream(file + ".new", NewFile())) stream.Write(created.Export(X509ContentType.Pkcs12));
        File.Move(file + ".new", file, overwrite: true);
        return created;
    }

    /// <summary>SHA-256 of the certificate itself, as clients pin it.</summary>
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
        // A round through PKCS#12: TLS on Windows cannot use a key that lives in memory only.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
