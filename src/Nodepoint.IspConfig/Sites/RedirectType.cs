using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>How requests to a site are redirected.</summary>
public enum RedirectType
{
    /// <summary>No redirect.</summary>
    [Word("")] None,

    /// <summary>Rewrite without a flag (Apache).</summary>
    [Word("no")] NoFlag,

    /// <summary>Temporary redirect, flag R (Apache).</summary>
    [Word("R")] Redirect302,

    /// <summary>Last rewrite, flag L (Apache).</summary>
    [Word("L")] Last,

    /// <summary>Temporary redirect and last rewrite, flags R,L (Apache).</summary>
    [Word("R,L")] Temporary,

    /// <summary>Permanent redirect and last rewrite, flags R=301,L (Apache).</summary>
    [Word("R=301,L")] Permanent301,

    /// <summary>Rewrite with the flag last, which searches for a new location (nginx).</summary>
    [Word("last")] RewriteLast,

    /// <summary>Rewrite with the flag break (nginx).</summary>
    [Word("break")] RewriteBreak,

    /// <summary>Temporary redirect (nginx).</summary>
    [Word("redirect")] RewriteRedirect,

    /// <summary>Permanent redirect (nginx).</summary>
    [Word("permanent")] RewritePermanent,

    /// <summary>Forwards requests to the target as a reverse proxy.</summary>
    [Word("proxy")] Proxy,
}
