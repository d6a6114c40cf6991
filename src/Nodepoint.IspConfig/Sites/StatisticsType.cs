using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The program that creates the statistics of a site.</summary>
public enum StatisticsType
{
    /// <summary>AWStats.</summary>
    [Word("awstats")] AWStats,

    /// <summary>GoAccess.</summary>
    [Word("goaccess")] GoAccess,

    /// <summary>Webalizer.</summary>
    [Word("webalizer")] Webalizer,

    /// <summary>None.</summary>
    [Word("")] None,
}
