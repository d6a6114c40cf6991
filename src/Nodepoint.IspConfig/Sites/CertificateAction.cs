using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>What the server does next with a site's certificate.</summary>
public enum CertificateAction
{
    /// <summary>Nothing.</summary>
    [Word("")] None,

    /// <summary>It puts the given key and certificate in place.</summary>
    [Word("save")] Save,

    /// <summary>It makes a key, a request and a certificate that it signs itself.</summary>
    [Word("create")] Create,

    /// <summary>It removes them.</summary>
    [Word("del")] Delete,
}
