using System.Security.Cryptography.X509Certificates;
using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>The certificate of a server.</summary>
internal sealed class ServerCertificate
{
    private const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>Reads a certificate.</summary>
    /// <param name="data">The certificate in DER.</param>
    /// <param name="chainProblem">Why its issuer is not trusted by this computer; empty if it is.</param>
    /// <param name="sent">The certificates that the server sent with it, in DER.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is not a certificate.</exception>
    public ServerCertificate(byte[] data, string chainProblem, IReadOnlyList<byte[]>? sent = null)
    {
        using var certificate = new X509Certificate2(data);
        Data = data;
        Sent = sent ?? [];
        (Subject, Issuer) = (certificate.Subject, certificate.Issuer);
        ChainProblem = chainProblem;
        Names = certificate.Extensions.Where(static one => one.Oid?.Value == SubjectAlternativeName).SelectMany(static one => new X509SubjectAlternativeNameExtension(one.RawData).EnumerateDnsNames())
            .DefaultIfEmpty(certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)).Where(static name => name.Length > 0).ToArray();
        (NotBefore, NotAfter, PublicKey) = (certificate.NotBefore, certificate.NotAfter, certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The certificate in DER.</summary>
    public byte[] Data { get; }

    /// <summary>The certificates that the server sent with it, in DER.</summary>
    public IReadOnlyList<byte[]> Sent { get; }

    /// <summary>Who it is for, such as <c>CN=mail.example.com</c>.</summary>
    public string Subject { get; }

    /// <summary>Who has signed it.</summary>
    public string Issuer { get; }

    /// <summary>Why its issuer is not trusted by this computer; empty if it is.</summary>
    public string ChainProblem { get; }

    /// <summary>The host names that it is for, perhaps with wildcards.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>When it begins to be valid.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The public key with its algorithm (SPKI) in DER.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Whether one of these authorities has signed it, valid or expired.</summary>
    /// <param name="authorities">The authorities.</param>
    public bool IsSignedBy(CertificateAuthorities authorities)
    {
        using var certificate = new X509Certificate2(Data);
        var sent = Sent.Select(static data => new X509Certificate2(data)).ToList();
        try { return authorities.HaveSigned(certificate, sent, isTimeIgnored: true); }
        finally { sent.ForEach(static one => one.Dispose()); }
    }

    /// <summary>Whether it is for a host name.</summary>
    /// <param name="host">The host name.</param>
    public bool Covers(string host)
    {
        using var certificate = new X509Certificate2(Data);
        return certificate.MatchesHostname(host);
    }
}
