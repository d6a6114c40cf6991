namespace Nodepoint.Sandbox.Functions;

/// <summary>Relations between users, groups and clients.</summary>
internal static class Ownership
{
    /// <summary>The user whose default group this is, or the administrator.</summary>
    public static long UserOfGroup(PanelCall call, long group) => call.Tables.First("sys_user", "default_group", group)?.Number("userid") ?? 1;

    /// <summary>Whether a user is that of a reseller.</summary>
    public static bool HasClients(PanelCall call, long userId) =>
        call.Tables.ById("sys_user", userId) is { } user && call.Tables.ById("client", user.Number("client_id")) is { } client && client["limit_client"] != "0";
}
