using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The next action of the server for a site's certificate.</summary>
public enum CertificateAction
{
    /// <summary>Nothing.</summary>
    [Word("")] None,

    /// <summary>Installs the stored key and certificate.</summary>
    [Word("save")] Save,

    /// <summary>Creates a key, a certificate request and a self-signed certificate.</summary>
    [Word("create")] Create,

    /// <summary>Removes the key and certificate.</summary>
    [Word("del")] Delete,
}
