using System.Globalization;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Sessions;

/// <summary>Whom the panel takes for the one who acts: he owns what is added.</summary>
internal sealed record UserProfile(string UserName, long UserId, long DefaultGroup, string Groups, long ClientId, bool IsAdmin)
{
    public static readonly UserProfile Administrator = new("admin", 1, 1, "1", 0, true);

    /// <summary>The user of a client id as the caller gave it; missing, null or no number is the administrator.</summary>
    public static UserProfile Of(Tables tables, object? clientId, long? loggedInUser)
    {
        var id = PanelInt.Of(clientId);
        if (loggedInUser is { } userId) id = tables.ById("sys_user", userId)?.Number("client_id") ?? 0;
        if (id == 0) return Administrator;
        var user = tables.First("sys_user", "client_id", id, "username, userid, default_group, \"groups\"") ?? throw new RemoteFault($"Invalid client_id {id.ToString(CultureInfo.InvariantCulture)}");
        return new UserProfile(user["username"]!, user.Number("userid"), user.Number("default_group"), user["groups"] ?? "", id, loggedInUser is null);
    }

    /// <summary>The condition under which he may do something (r, i, u or d) with a record.</summary>
    public string Condition(char permission) => IsAdmin
        ? "1"
        : $"((sys_userid = {UserId} AND sys_perm_user like '%{permission}%') OR  (sys_groupid IN ({Groups}) AND sys_perm_group like '%{permission}%') OR sys_perm_other like '%{permission}%')";
}
