using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The subdomain that a site serves automatically.</summary>
public enum AutoSubdomain
{
    /// <summary>None.</summary>
    [Word("none")] None,

    /// <summary>The subdomain www.</summary>
    [Word("www")] Www,

    /// <summary>All subdomains.</summary>
    [Word("*")] Wildcard,
}
