using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The chroot environment of a shell user.</summary>
public enum ShellChroot
{
    /// <summary>No chroot: the user sees the whole server, within its permissions.</summary>
    [Word("no")] None,

    /// <summary>A chroot with selected programs in the site (Jailkit).</summary>
    [Word("jailkit")] Jailkit,
}
