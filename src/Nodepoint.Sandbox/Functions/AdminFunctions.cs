using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Functions for system settings, owners of records and the data log.</summary>
internal static class AdminFunctions
{
    private const string Incomplete = "Invalid function parameter.";

    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["get_function_list"] = _ => new PhpArray(ContractData.Current.FunctionsListed),
        ["update_record_permissions"] = UpdatePermissions,
        ["system_config_set"] = SetSystemConfig,
        ["system_config_get"] = GetSystemConfig,
        ["config_value_get"] = call => FindValue(call, "Group and name parameter may not be empty."),
        ["config_value_add"] = AddValue,
        ["config_value_update"] = call => StoreValue(call, mayAdd: false),
        ["config_value_replace"] = call => StoreValue(call, mayAdd: true),
        ["config_value_delete"] = DeleteValue,
        ["sys_datalog_get"] = GetDatalog,
        ["sys_datalog_get_by_tstamp"] = GetDatalogByTime,
    };

    private static object UpdatePermissions(PanelCall call)
    {
        var changes = (call["permissions"] as PhpArray ?? []).Select(p => KeyValuePair.Create(p.Key, (string?)Permission(call, p.Key, p.Value))).ToList();
        var (table, column) = (Loose.TextArgument(call["tablename"]), Loose.TextArgument(call["index_field"]));
        if (!PhpRegex.IsMatch("/^[a-zA-Z0-9\\-\\_\\.]{1,64}$/", table)) throw new ErrorPage("Invalid table name " + table);
        if (!PhpRegex.IsMatch("/^[a-zA-Z0-9\\-\\_]{1,64}$/", column)) throw new ErrorPage($"Invalid index field {column} in table {table}");
        // The panel reports success even if the record does not exist.
        if (!ContractData.Current.Tables.TryGetValue(table, out var definition) || definition.IndexOf(column) < 0 || definition.IndexOf("sys_userid") < 0) return true;
        var rows = call.Tables.Where(table, definition.Columns[definition.IndexOf(column)].Name, call["index_value"]);
        foreach (var row in rows) call.Tables.Update(table, row, changes);
        if (rows.Count > 0)
            call.Datalog.Save(table, 'u', column, call.Text("index_value"), rows[0], call.Tables.ById(table, rows[0].Number(definition.Key!)));
        return true;
    }

    private static string Permission(PanelCall call, string name, object? value)
    {
        switch (name)
        {
            case "sys_userid" when call.Tables.ById("sys_user", PanelInt.Of(value)) is null:
            case "sys_groupid" when call.Tables.ById("sys_group", PanelInt.Of(value)) is null:
                throw new RemoteFault($"{Loose.Text(value)} is no valid {name}.");
            case "sys_userid" or "sys_groupid":
                return Loose.Text(PanelInt.Of(value));
            case "sys_perm_user" or "sys_perm_group":
                var letters = PhpText.Lower(Loose.TextArgument(value));
                if (!PhpRegex.IsMatch("/^[riud]+$/", letters)) throw new RemoteFault($"{letters} is no valid permission string.");
                return string.Concat("riud".Where(l => letters.Contains(l, StringComparison.Ordinal)));
            default:
                throw new RemoteFault("Only sys_userid, sys_groupid, sys_perm_user and sys_perm_group parameters can be changed with this function.");
        }
    }

    private static object SetSystemConfig(PanelCall call)
    {
        if (Loose.Same(call["section"], "") || Loose.Same(call["key"], "")) throw new RemoteFault(Incomplete);
        var ini = PanelConfig.ToIni(With(call.Config.System, call));
        if (call.Tables.ById("sys_ini", 1) is { } row) call.Datalog.Update("sys_ini", row, KeyValuePair.Create("config", (string?)ini));
        return true;
    }

    /// <summary>A copy of a configuration with the section, key and value of a call.</summary>
    public static PhpArray With(PhpArray config, PanelCall call)
    {
        var changed = config.Copy();
        var section = Loose.Key(call["section"]);
        var items = (changed.Value(section) as PhpArray ?? []).Copy();
        items[Loose.Key(call["key"])] = call["value"];
        changed[section] = items;
        return changed;
    }

    private static object? GetSystemConfig(PanelCall call)
    {
        if (Loose.Same(call["section"], "")) throw new RemoteFault(Incomplete);
        var section = call.Config.System.Value(Loose.Key(call["section"])) as PhpArray;
        if (Loose.Same(call["key"], "")) return section ?? (object)false;
        return section?.Value(Loose.Key(call["key"])) ?? false;
    }

    private static Row? FindValue(PanelCall call, string complaint, bool needsValue = false)
    {
        if (Loose.Same(call["group"], "") || Loose.Same(call["name"], "") || (needsValue && Loose.Same(call["value"], ""))) throw new RemoteFault(complaint);
        // A statement that fails finds nothing.
        return Named(call) is { } named ? call.Database.One($"SELECT * FROM sys_config WHERE {named.Sql} ORDER BY \"group\", name", named.Group, named.Name) : null;
    }

    private static (string Sql, object? Group, object? Name)? Named(PanelCall call) =>
        call.Tables.Equal("sys_config", "group", call["group"]) is { } group && call.Tables.Equal("sys_config", "name", call["name"]) is { } name
            ? ($"{group.Sql.Replace("?1", "?", StringComparison.Ordinal)} AND {name.Sql.Replace("?1", "?", StringComparison.Ordinal)}", group.Value, name.Value)
            : null;

    private static object AddValue(PanelCall call)
    {
        if (FindValue(call, "Group, name, and value parameter may not be empty.", needsValue: true) is not null)
            throw new RemoteFault("Group plus name field combination is not unique.");
        return Try(() => call.Tables.Insert("sys_config", [
            new("group", Placeholder.Value(call["group"])), new("name", Placeholder.Value(call["name"])), new("value", Placeholder.Value(call["value"]))]));
    }

    // The panel returns whether the statement could be executed.
    private static bool Try(Action statement)
    {
        try
        {
            statement();
            return true;
        }
        catch (SqlFault)
        {
            return false;
        }
    }

    private static object StoreValue(PanelCall call, bool mayAdd)
    {
        var known = FindValue(call, "Group, name, and value parameter may not be empty.", needsValue: true);
        if (known is null && mayAdd) return AddValue(call);
        if (known is null) throw new RemoteFault("There is no record with this group plus name field combination.");
        var named = Named(call)!.Value;
        return Try(() => call.Database.Run($"UPDATE sys_config SET value = ? WHERE {named.Sql}", Placeholder.Value(call["value"]) ?? "", named.Group, named.Name));
    }

    private static object DeleteValue(PanelCall call)
    {
        if (FindValue(call, "Group and name parameter may not be empty.") is null) throw new RemoteFault("There is no record with this group plus name field combination.");
        var named = Named(call)!.Value;
        call.Database.Run($"DELETE FROM sys_config WHERE {named.Sql}", named.Group, named.Name);
        return true;
    }

    private static List<Row> GetDatalog(PanelCall call)
    {
        var id = call["datalog_id"];
        if (Loose.Compare(id, 0L) <= 0) throw new RemoteFault("The ID passed to the function must be > 0");
        if (call.Tables.Equal("sys_datalog", "datalog_id", id) is not { } equal) return [];
        return call.Datalog.Read(call["newer"] is true ? equal.Sql.Replace(" = ", " >= ", StringComparison.Ordinal) : equal.Sql, equal.Value);
    }

    private static List<Row>? GetDatalogByTime(PanelCall call) =>
        PanelInt.Of(call["tstamp"]) is > 0 and var time ? call.Datalog.Read("tstamp >= ?", time) : null;
}
