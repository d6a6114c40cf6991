using System.Globalization;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Sessions;

/// <summary>The panel user on whose behalf a call acts, and who owns the records it adds.</summary>
internal sealed record UserProfile(string UserName, long UserId, long DefaultGroup, string Groups, long ClientId, bool IsAdmin)
{
    public static readonly UserProfile Administrator = new("admin", 1, 1, "1", 0, true);

    /// <summary>The user of the client ID of a call; a missing, null or non-numeric ID means the administrator.</summary>
    public static UserProfile Of(Tables tables, object? clientId, long? loggedInUser)
    {
        var id = PanelInt.Of(clientId);
        // A client whose user or record is gone counts as the administrator.
        if (loggedInUser is { } userId) id = tables.ById("sys_user", userId) is { } known && tables.ById("client", known.Number("client_id")) is not null ? known.Number("client_id") : 0;
        if (id == 0) return Administrator;
        var user = tables.First("sys_user", "client_id", id, "username, userid, default_group, \"groups\"") ?? throw new RemoteFault($"Invalid client_id {id.ToString(CultureInfo.InvariantCulture)}");
        return new UserProfile(user["username"]!, user.Number("userid"), user.Number("default_group"), user["groups"] ?? "", id, loggedInUser is null);
    }

    /// <summary>The condition a record must meet for the user to read, insert, update or delete it (r, i, u, d).</summary>
    /// <param name="table">The table, if the panel's statement names it.</param>
    public string Condition(char permission, string table = "")
    {
        if (IsAdmin) return "1";
        var of = table.Length > 0 ? $" {table}." : "";
        var user = UserId > 0 ? $"({of}sys_userid = {UserId} AND {of}sys_perm_user like '%{permission}%') OR  " : "";
        var group = Groups is "" or "0" ? "" : $"({of}sys_groupid IN ({Groups}) AND {of}sys_perm_group like '%{permission}%') OR ";
        return $"({user}{group}{of}sys_perm_other like '%{permission}%')";
    }
}
