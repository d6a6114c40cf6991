namespace Nodepoint.IspConfig.Sites;

/// <summary>The room that a website takes.</summary>
/// <param name="Domain">The website's domain.</param>
/// <param name="WebsiteId">The website's number.</param>
/// <param name="Used">How many bytes it takes.</param>
/// <param name="Quota">How many bytes it may take; -1 is unlimited.</param>
/// <param name="SoftLimit">From how many bytes on the server warns; -1 is none.</param>
/// <param name="HardLimit">At how many bytes the server stops it; -1 is none.</param>
/// <param name="Files">How many files it has; null where the server has not counted.</param>
/// <param name="Percent">How much of its room it takes; null where that is unlimited.</param>
public sealed record WebsiteUsage(string Domain, long WebsiteId, long Used, long Quota, long SoftLimit, long HardLimit, long? Files, decimal? Percent);

/// <summary>The traffic of a website in bytes; null where nothing was measured.</summary>
/// <param name="Domain">The website's domain.</param>
/// <param name="WebsiteId">The website's number.</param>
/// <param name="ThisMonth">In this month.</param>
/// <param name="LastMonth">In the last month.</param>
/// <param name="ThisYear">In this year.</param>
/// <param name="LastYear">In the last year.</param>
/// <param name="LastDays">In the last days, as many as asked for.</param>
public sealed record WebsiteTraffic(string Domain, long WebsiteId, long? ThisMonth, long? LastMonth, long? ThisYear, long? LastYear, long? LastDays);

/// <summary>The traffic of a website's FTP users in bytes; null where nothing was measured.</summary>
/// <param name="Domain">The website's domain.</param>
/// <param name="WebsiteId">The website's number.</param>
/// <param name="ThisMonth">In this month.</param>
/// <param name="LastMonth">In the last month.</param>
/// <param name="ThisYear">In this year.</param>
/// <param name="LastYear">In the last year.</param>
/// <param name="LastDays">In the last days, as many as asked for.</param>
public sealed record FtpTraffic(string Domain, long WebsiteId, long? ThisMonth, long? LastMonth, long? ThisYear, long? LastYear, long? LastDays);

/// <summary>The room that a database takes.</summary>
/// <param name="Name">The database.</param>
/// <param name="DatabaseId">The database's number.</param>
/// <param name="WebsiteId">The number of its website.</param>
/// <param name="Used">How many bytes it takes.</param>
/// <param name="Quota">How many bytes it may take; -1 is unlimited.</param>
/// <param name="Percent">How much of its room it takes; null where that is unlimited.</param>
public sealed record DatabaseUsage(string Name, long DatabaseId, long WebsiteId, long Used, long Quota, decimal? Percent);
