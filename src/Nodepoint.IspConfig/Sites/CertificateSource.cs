namespace Nodepoint.IspConfig.Sites;

/// <summary>Where the certificate of a website comes from.</summary>
public enum CertificateSource
{
    /// <summary>The website is not served over HTTPS, or has no certificate.</summary>
    None,

    /// <summary>Let's Encrypt.</summary>
    LetsEncrypt,

    /// <summary>A certificate of its own, which is stored on the panel.</summary>
    Own,
}
