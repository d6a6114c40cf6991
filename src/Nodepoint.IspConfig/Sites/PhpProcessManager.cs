using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>When PHP-FPM starts the processes of a pool.</summary>
public enum PhpProcessManager
{
    /// <summary>When a request arrives.</summary>
    [Word("ondemand")] OnDemand,

    /// <summary>Some at the start, more when needed.</summary>
    [Word("dynamic")] Dynamic,

    /// <summary>All at the start.</summary>
    [Word("static")] Static,
}
