using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>How requests for a site are sent elsewhere.</summary>
public enum RedirectType
{
    /// <summary>Not at all.</summary>
    [Word("")] None,

    /// <summary>By a rewrite without a flag (Apache).</summary>
    [Word("no")] NoFlag,

    /// <summary>By a temporary redirect (Apache).</summary>
    [Word("R")] Redirect302,

    /// <summary>By a rewrite that is the last one (Apache).</summary>
    [Word("L")] Last,

    /// <summary>By a temporary redirect that is the last rewrite (Apache).</summary>
    [Word("R,L")] Temporary,

    /// <summary>By a permanent redirect that is the last rewrite (Apache).</summary>
    [Word("R=301,L")] Permanent301,

    /// <summary>By a rewrite after which the search for a location begins again (nginx).</summary>
    [Word("last")] RewriteLast,

    /// <summary>By a rewrite that is the last one (nginx).</summary>
    [Word("break")] RewriteBreak,

    /// <summary>By a temporary redirect (nginx).</summary>
    [Word("redirect")] RewriteRedirect,

    /// <summary>By a permanent redirect (nginx).</summary>
    [Word("permanent")] RewritePermanent,

    /// <summary>By fetching the answer from the other address.</summary>
    [Word("proxy")] Proxy,
}
