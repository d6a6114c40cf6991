using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The disk usage of a website.</summary>
/// <param name="Domain">Domain of the website.</param>
/// <param name="WebsiteId">ID of the website.</param>
/// <param name="Used">Space used in bytes.</param>
/// <param name="Quota">Size limit in bytes; -1 is unlimited.</param>
/// <param name="SoftLimit">Size in bytes above which the server warns; -1 for none.</param>
/// <param name="HardLimit">Size in bytes that the server does not let the website exceed; -1 for none.</param>
/// <param name="Files">Number of files; null if the server has not counted them.</param>
/// <param name="Percent">Used part of the quota in percent; null if the quota is unlimited.</param>
[ResultOf(typeof(Website))]
public sealed record WebsiteUsage(string Domain, long WebsiteId, long Used, long Quota, long SoftLimit, long HardLimit, long? Files, decimal? Percent) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }
}

/// <summary>The traffic of a website in bytes; null if nothing was measured.</summary>
/// <param name="Domain">Domain of the website.</param>
/// <param name="WebsiteId">ID of the website.</param>
/// <param name="ThisMonth">Traffic of this month.</param>
/// <param name="LastMonth">Traffic of last month.</param>
/// <param name="ThisYear">Traffic of this year.</param>
/// <param name="LastYear">Traffic of last year.</param>
/// <param name="LastDays">Traffic of the requested number of past days.</param>
[ResultOf(typeof(Website))]
public sealed record WebsiteTraffic(string Domain, long WebsiteId, long? ThisMonth, long? LastMonth, long? ThisYear, long? LastYear, long? LastDays) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }
}

/// <summary>The traffic of a website's FTP users in bytes; null if nothing was measured.</summary>
/// <param name="Domain">Domain of the website.</param>
/// <param name="WebsiteId">ID of the website.</param>
/// <param name="ThisMonth">Traffic of this month.</param>
/// <param name="LastMonth">Traffic of last month.</param>
/// <param name="ThisYear">Traffic of this year.</param>
/// <param name="LastYear">Traffic of last year.</param>
/// <param name="LastDays">Traffic of the requested number of past days.</param>
[ResultOf(typeof(Website))]
public sealed record FtpTraffic(string Domain, long WebsiteId, long? ThisMonth, long? LastMonth, long? ThisYear, long? LastYear, long? LastDays) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }
}

/// <summary>The size of a database.</summary>
/// <param name="Name">Name of the database.</param>
/// <param name="DatabaseId">ID of the database.</param>
/// <param name="WebsiteId">ID of the website.</param>
/// <param name="Used">Space used in bytes.</param>
/// <param name="Quota">Size limit in bytes; -1 is unlimited.</param>
/// <param name="Percent">Used part of the quota in percent; null if the quota is unlimited.</param>
[ResultOf(typeof(Database))]
public sealed record DatabaseUsage(string Name, long DatabaseId, long WebsiteId, long Used, long Quota, decimal? Percent) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }
}
