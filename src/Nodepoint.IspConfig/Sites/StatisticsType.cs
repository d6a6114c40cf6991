using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>What makes the statistics of a site.</summary>
public enum StatisticsType
{
    /// <summary>AWStats.</summary>
    [Word("awstats")] AWStats,

    /// <summary>GoAccess.</summary>
    [Word("goaccess")] GoAccess,

    /// <summary>Webalizer.</summary>
    [Word("webalizer")] Webalizer,

    /// <summary>Nothing.</summary>
    [Word("")] None,
}
