using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Requests that a server restores or deletes a backup.</summary>
internal static class Backups
{
    public static object Ask(PanelCall call, string table, string[] actions)
    {
        var id = call["primary_id"];
        var backup = call.Tables.First(table, "backup_id", id);
        if (backup is null || backup.Number("server_id") <= 0) throw new RemoteFault($"Invalid or non existant backup_id {Loose.Text(id)}");
        var action = actions.FirstOrDefault(a => Loose.Same(call["action_type"], a)) ?? throw new RemoteFault($"Invalid action_type {call.Text("action_type")}");
        if (call.Tables.Where("sys_remoteaction", "action_param", id).Exists(a => a["action_type"] == action && a["action_state"] == "pending"))
            throw new RemoteFault($"There is already a pending {action} action");
        call.Tables.Insert("sys_remoteaction", [
            new("server_id", backup["server_id"]), new("tstamp", Loose.Text(DateTimeOffset.UtcNow.ToUnixTimeSeconds())),
            new("action_type", action), new("action_param", Loose.Text(id)), new("action_state", "pending")]);
        return true;
    }
}
