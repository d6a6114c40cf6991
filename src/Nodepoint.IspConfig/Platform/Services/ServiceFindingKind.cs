namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>What the test of a service has found.</summary>
public enum ServiceFindingKind
{
    /// <summary>The service did not answer.</summary>
    NoAnswer,

    /// <summary>Something answered, but not in the protocol of the service.</summary>
    WrongProtocol,

    /// <summary>The web server or the panel answered with an error.</summary>
    ServerError,

    /// <summary>The service does not offer TLS.</summary>
    NoTls,

    /// <summary>TLS could not begin.</summary>
    TlsFailed,

    /// <summary>The service uses a version of TLS that is not secure any more.</summary>
    OldTls,

    /// <summary>The certificate is expired.</summary>
    CertificateExpired,

    /// <summary>The certificate is not valid yet.</summary>
    CertificateNotYetValid,

    /// <summary>The certificate expires soon.</summary>
    CertificateExpiresSoon,

    /// <summary>The certificate is for another host name.</summary>
    CertificateName,

    /// <summary>This computer does not trust the issuer of the certificate, or the certificate is not the pinned one.</summary>
    CertificateUntrusted,

    /// <summary>The mail server accepts mail of strangers for strangers.</summary>
    OpenRelay,

    /// <summary>The name server answers questions about other domains.</summary>
    OpenRecursion,

    /// <summary>The name server transfers a zone to this computer.</summary>
    OpenTransfer,

    /// <summary>Another service answers on the address.</summary>
    UnexpectedService,

    /// <summary>The platform profile does not say where the service is.</summary>
    NotInProfile,

    /// <summary>Something could not be checked.</summary>
    NotChecked,
}
