using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>What of the server a shell user can see.</summary>
public enum ShellChroot
{
    /// <summary>All that its rights allow.</summary>
    [Word("no")] None,

    /// <summary>A copy of a few programs within the site (Jailkit).</summary>
    [Word("jailkit")] Jailkit,
}
