using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The subdomain that a site answers to without one being made.</summary>
public enum AutoSubdomain
{
    /// <summary>None.</summary>
    [Word("none")] None,

    /// <summary>www.</summary>
    [Word("www")] Www,

    /// <summary>Every one.</summary>
    [Word("*")] Wildcard,
}
