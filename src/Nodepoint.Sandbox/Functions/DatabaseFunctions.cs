using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Functions for databases and their users that do more than their forms.</summary>
internal static class DatabaseFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["sites_database_add"] = Add,
        ["sites_database_update"] = Update,
        ["sites_database_user_update"] = UpdateUser,
        ["sites_database_user_delete"] = DeleteUser,
        ["sites_database_get_all_by_user"] = GetAll,
    };

    private static FormDefinition Form => ContractData.Current.Forms["sites/database"];

    private static FormDefinition UserForm => ContractData.Current.Forms["sites/database_user"];

    private static object? Add(PanelCall call)
    {
        if (Exists(call)) throw new RemoteFault("There is already a database with that name on the same server.");
        var records = call.Records;
        var values = records.PrepareAdd(Form, call["client_id"], call["params"]);
        var id = records.Store(Form, values, call["params"], null);
        FollowSite(call, id);
        StoreBackupSettings(call, id, withInterval: true);
        return id;
    }

    private static object Update(PanelCall call)
    {
        var records = call.Records;
        var values = records.PrepareUpdate(Form, call["client_id"], call["primary_id"], call["params"]);
        FollowSite(call, call["primary_id"]);
        var changed = records.StoreUpdate(Form, values, call["primary_id"], call["params"], null);
        StoreBackupSettings(call, call["primary_id"], withInterval: false);
        return changed;
    }

    private static bool Exists(PanelCall call)
    {
        if (call.Tables.Equal("web_database", "server_id", call.Member("server_id")) is not { Value: { } server }) return false;
        return call.Tables.Where("web_database", "database_name", call.Member("database_name")).Exists(d => Loose.Same(d["server_id"], server));
    }

    // A database gets the group and the number of backups of its site.
    private static void FollowSite(PanelCall call, object? id)
    {
        if (Loose.Compare(call.Member("parent_domain_id"), 0L) <= 0) return;
        var site = call.Tables.First("web_domain", "domain_id", call.Member("parent_domain_id"));
        foreach (var row in call.Tables.Where("web_database", "database_id", id))
        {
            call.Tables.Update("web_database", row, [
                new("sys_groupid", site?["sys_groupid"] ?? "0"),
                new("backup_interval", PhpText.Quote(Loose.Text(call.Member("backup_interval")))),
                new("backup_copies", site?["backup_copies"] ?? "0")]);
        }
    }

    private static void StoreBackupSettings(PanelCall call, object? id, bool withInterval)
    {
        bool IsSet(string name) => call.Member(name) is not null;
        var values = new List<FormValue>();
        if (withInterval && IsSet("backup_interval")) values.Add(new FormValue("backup_interval", Loose.Text(call.Member("backup_interval"))));
        foreach (var name in new[] { "backup_copies", "backup_format_web", "backup_format_db" })
            if (IsSet(name)) values.Add(new FormValue(name, Loose.Text(PanelInt.Of(call.Member(name))), IsBare: true));
        if (values.Count == 0) return;
        // The backup_format columns exist only for sites, so for a database the panel's statement fails.
        if (values.Find(v => Form.Table.IndexOf(v.Column) < 0) is { } unknown)
        {
            throw new RemoteFault($"Unknown column '{unknown.Column}' in 'SET' UPDATE web_database SET "
                + $"{string.Join(", ", values.Select(v => $"{v.Column} = {v.Sql}"))} WHERE database_id = {Loose.Text(id)}");
        }
        call.Profile = Sessions.UserProfile.Administrator;
        foreach (var row in call.Tables.Where("web_database", "database_id", id))
            call.Datalog.Update("web_database", row, values.Select(v => KeyValuePair.Create(v.Column, v.Value)));
    }

    private static object UpdateUser(PanelCall call)
    {
        var id = call["primary_id"];
        var before = call.Records.Get(UserForm, id) as Row;
        var changed = call.Records.Update(UserForm, call["client_id"], id, call["params"]);
        var after = call.Records.Get(UserForm, id) as Row;
        // One job for each server that has a database of this user.
        var servers = DatabasesOf(call, id).Select(d => d["server_id"]).Distinct();
        foreach (var server in servers)
        {
            if (after is not null) call.Datalog.Save("web_database_user", 'u', UserForm.Key, Loose.Text(id), before, after.With("server_id", server));
            else NoteServer(call, id, server);
        }
        return changed;
    }

    // If the user does not exist, the panel still logs the server of its databases.
    private static void NoteServer(PanelCall call, object? id, string? server) => call.Datalog.SaveOther("web_database_user", 'u', UserForm.Key, Loose.Text(id), Loose.Int(server), new PhpArray
    {
        ["new"] = new PhpArray { ["server_id"] = server },
        ["old"] = new PhpArray { ["server_id"] = null },
    });

    private static object DeleteUser(PanelCall call)
    {
        var changed = call.Records.Delete(UserForm, call["primary_id"]);
        foreach (var column in new[] { "database_user_id", "database_ro_user_id" })
            foreach (var row in call.Tables.Where("web_database", column, call["primary_id"])) call.Datalog.Update("web_database", row, KeyValuePair.Create(column, (string?)null));
        return changed;
    }

    private static IEnumerable<Row> DatabasesOf(PanelCall call, object? userId) =>
        call.Tables.Where("web_database", "database_user_id", userId).Concat(call.Tables.Where("web_database", "database_ro_user_id", userId));

    private static List<Row> GetAll(PanelCall call) => call.Database.All(
        "SELECT d.database_id, d.database_name, d.database_user_id, d.database_ro_user_id, u.database_user, u.database_password FROM web_database d "
        + "LEFT JOIN web_database_user u ON u.database_user_id = d.database_user_id JOIN sys_user s ON d.sys_groupid = s.default_group WHERE s.client_id = ? ORDER BY d.database_id",
        PanelInt.Of(call["client_id"]));
}
