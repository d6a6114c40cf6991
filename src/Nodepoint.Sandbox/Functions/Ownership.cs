using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Relations between users, groups and clients.</summary>
internal static class Ownership
{
    /// <summary>The user whose default group this is, or the administrator.</summary>
    public static long UserOfGroup(PanelCall call, long group) => call.Tables.First("sys_user", "default_group", group)?.Number("userid") ?? 1;

    /// <summary>The client of a group.</summary>
    public static Row? ClientOfGroup(PanelCall call, long group) =>
        call.Tables.ById("sys_group", group) is { } row ? call.Tables.ById("client", row.Number("client_id")) : null;

    /// <summary>Whether a user is that of a reseller.</summary>
    public static bool HasClients(PanelCall call, long userId) =>
        call.Tables.ById("sys_user", userId) is { } user && call.Tables.ById("client", user.Number("client_id")) is { } client && client["limit_client"] != "0";
}
