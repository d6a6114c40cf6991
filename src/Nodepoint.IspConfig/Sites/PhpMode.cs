using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>How PHP is run.</summary>
public enum PhpMode
{
    /// <summary>PHP is disabled.</summary>
    [Word("no")] None,

    /// <summary>FastCGI.</summary>
    [Word("fast-cgi")] FastCgi,

    /// <summary>CGI, with a new process for each request.</summary>
    [Word("cgi")] Cgi,

    /// <summary>Apache module, for all sites as the same user.</summary>
    [Word("mod")] Module,

    /// <summary>suPHP.</summary>
    [Word("suphp")] SuPhp,

    /// <summary>PHP-FPM, with a separate pool.</summary>
    [Word("php-fpm")] PhpFpm,

    /// <summary>HHVM.</summary>
    [Word("hhvm")] Hhvm,
}
