using System.Security.Cryptography.X509Certificates;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>The certificate of a server.</summary>
internal sealed class ServerCertificate
{
    private const string SubjectAlternativeName = "2.5.29.17";

    private readonly X509Certificate2 _certificate;

    /// <summary>Reads a certificate.</summary>
    /// <param name="data">The certificate in DER.</param>
    /// <param name="chainProblem">Why its issuer is not trusted by this computer; empty if it is.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It is not a certificate.</exception>
    public ServerCertificate(byte[] data, string chainProblem)
    {
        _certificate = new X509Certificate2(data);
        Data = data;
        ChainProblem = chainProblem;
        Names = _certificate.Extensions.Where(static one => one.Oid?.Value == SubjectAlternativeName).SelectMany(static one => new X509SubjectAlternativeNameExtension(one.RawData).EnumerateDnsNames())
            .DefaultIfEmpty(_certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false)).Where(static name => name.Length > 0).ToArray();
    }

    /// <summary>The certificate in DER.</summary>
    public byte[] Data { get; }

    /// <summary>Why its issuer is not trusted by this computer; empty if it is.</summary>
    public string ChainProblem { get; }

    /// <summary>The host names that it is for, perhaps with wildcards.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>When it begins to be valid.</summary>
    public DateTimeOffset NotBefore => _certificate.NotBefore;

    /// <summary>When it expires.</summary>
    public DateTimeOffset NotAfter => _certificate.NotAfter;

    /// <summary>The public key with its algorithm (SPKI) in DER.</summary>
    public byte[] PublicKey => _certificate.PublicKey.ExportSubjectPublicKeyInfo();

    /// <summary>Whether it is for a host name.</summary>
    /// <param name="host">The host name.</param>
    public bool Covers(string host) => _certificate.MatchesHostname(host);
}
