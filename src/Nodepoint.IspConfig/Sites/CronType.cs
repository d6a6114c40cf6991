using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>How a cron job is run.</summary>
public enum CronType
{
    /// <summary>By a request to a web address.</summary>
    [Word("url")] Url,

    /// <summary>As a command on the server.</summary>
    [Word("full")] Full,

    /// <summary>As a command within the site (Jailkit).</summary>
    [Word("chrooted")] Chrooted,
}
