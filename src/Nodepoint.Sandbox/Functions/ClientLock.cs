using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Locking a client disables its records and stores which of them were already disabled; unlocking enables the others.</summary>
internal static class ClientLock
{
    // The sandbox has no table openvz_vm, but it is part of the state that the panel stores.
    private static readonly (string Table, string Column, bool IsOffByY)[] Switches =
    [
        ("cron", "active", false), ("ftp_user", "active", false), ("mail_domain", "active", false), ("mail_user", "postfix", false), ("mail_user", "disablesmtp", true),
        ("mail_forwarding", "active", false), ("mail_get", "active", false), ("openvz_vm", "active", false), ("shell_user", "active", false),
        ("webdav_user", "active", false), ("web_database", "active", false), ("web_domain", "active", false), ("web_folder", "active", false), ("web_folder_user", "active", false),
    ];

    /// <summary>Locks (y) or unlocks (n) a client. Each change of an unlocked client unlocks it again.</summary>
    public static void Set(PanelCall call, object? clientId, object? locked)
    {
        var client = call.Tables.First("client", "client_id", clientId);
        var group = call.Tables.First("sys_group", "client_id", clientId)?["groupid"];
        var user = call.Tables.First("sys_user", "client_id", clientId)?["userid"];
        var kept = PhpSerializer.Unserialize(client?["tmp_data"] ?? "") as PhpArray ?? [];
        if (Loose.Same(locked, "y")) Lock(call, kept, group, user);
        else if (Loose.Same(locked, "n")) Unlock(call, kept, group, user);
        else return;
        if (client is not null) call.Tables.Update("client", call.Tables.ById("client", client.Number("client_id"))!, [new("tmp_data", PhpSerializer.Serialize(kept))]);
    }

    /// <summary>Disables the panel user of a client, or enables it again.</summary>
    public static void Cancel(PanelCall call, object? clientId, object? canceled)
    {
        var active = Loose.Same(canceled, "y") ? "0" : Loose.Same(canceled, "n") ? "1" : null;
        if (active is null) return;
        foreach (var user in call.Tables.Where("sys_user", "client_id", clientId)) call.Tables.Update("sys_user", user, [new("active", active)]);
    }

    private static void Lock(PanelCall call, PhpArray kept, string? group, string? user)
    {
        var wasOff = new PhpArray();
        var owners = new PhpArray();
        foreach (var (table, column, isOffByY) in Switches)
        {
            if (wasOff.Value(table) is not PhpArray off) wasOff[table] = off = [];
            if (owners.Value(table) is not PhpArray others) owners[table] = others = [];
            foreach (var row in Of(call, table, group))
            {
                var id = row[Tables.Definition(table).Key!]!;
                if (row[column] == "y" == isOffByY)
                {
                    if (off.Value(id) is not PhpArray columns) off[id] = columns = [];
                    columns[column] = isOffByY ? "y" : "n";
                }
                if (!Loose.Same(row["sys_userid"], user)) others[id] = row["sys_userid"];
                call.Datalog.Update(table, row, new KeyValuePair<string, string?>(column, isOffByY ? "y" : "n"), new KeyValuePair<string, string?>("sys_userid", user));
            }
        }
        kept["prev_active"] = wasOff;
        kept["prev_sys_userid"] = owners;
    }

    private static void Unlock(PanelCall call, PhpArray kept, string? group, string? user)
    {
        foreach (var (table, column, isOffByY) in Switches)
        {
            var off = (kept.Value("prev_active") as PhpArray)?.Value(table) as PhpArray;
            foreach (var row in Of(call, table, group))
            {
                var (on, wasOff) = isOffByY ? ("n", "y") : ("y", "n");
                var before = (off?.Value(row[Tables.Definition(table).Key!]!) as PhpArray)?.Value(column);
                call.Datalog.Update(
                    table, row, new KeyValuePair<string, string?>(column, Loose.Same(before, wasOff) ? wasOff : on), new KeyValuePair<string, string?>("sys_userid", user));
            }
        }
        kept.Remove("prev_active");
    }

    private static List<Row> Of(PanelCall call, string table, string? group) =>
        table == "openvz_vm" || group is null ? [] : call.Tables.Where(table, "sys_groupid", Loose.Int(group));
}
