using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>How a cron job is run.</summary>
public enum CronType
{
    /// <summary>Requests a URL.</summary>
    [Word("url")] Url,

    /// <summary>Runs a command on the server.</summary>
    [Word("full")] Full,

    /// <summary>Runs a command in the site's chroot environment (Jailkit).</summary>
    [Word("chrooted")] Chrooted,
}
