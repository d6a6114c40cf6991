using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>When PHP-FPM starts the processes of a pool.</summary>
public enum PhpProcessManager
{
    /// <summary>When there is something to do.</summary>
    [Word("ondemand")] OnDemand,

    /// <summary>Some at once, more when there is more to do.</summary>
    [Word("dynamic")] Dynamic,

    /// <summary>All at once.</summary>
    [Word("static")] Static,
}
