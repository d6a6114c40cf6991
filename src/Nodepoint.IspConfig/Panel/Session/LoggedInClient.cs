namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>The client that a connection is logged in as.</summary>
/// <param name="Id">The client's ID.</param>
/// <param name="Username">The client's user name.</param>
/// <param name="UserId">The ID of its panel user.</param>
/// <param name="GroupId">The ID of its own group.</param>
/// <param name="Groups">Its own group and, for a reseller, those of its clients.</param>
/// <param name="IsReseller">Whether it may have clients.</param>
internal sealed record LoggedInClient(long Id, string Username, long UserId, long GroupId, IReadOnlySet<long> Groups, bool IsReseller);
