using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>How PHP is run.</summary>
public enum PhpMode
{
    /// <summary>Not at all.</summary>
    [Word("no")] None,

    /// <summary>As FastCGI processes.</summary>
    [Word("fast-cgi")] FastCgi,

    /// <summary>As a CGI program for each request.</summary>
    [Word("cgi")] Cgi,

    /// <summary>Within Apache, for all sites under one user.</summary>
    [Word("mod")] Module,

    /// <summary>By suPHP.</summary>
    [Word("suphp")] SuPhp,

    /// <summary>By PHP-FPM, in a pool of its own.</summary>
    [Word("php-fpm")] PhpFpm,

    /// <summary>By HHVM.</summary>
    [Word("hhvm")] Hhvm,
}
