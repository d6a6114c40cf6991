using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The panel user of a client and the group that owns the client's records.</summary>
internal static class ClientUsers
{
    private const string Modules = "dashboard,mail,sites,dns,tools,help";

    public static void Add(PanelCall call, PhpArray members, object? clientId, object? resellerId)
    {
        var id = Loose.Text(PanelInt.Of(clientId));
        var modules = members.IsSet("modules") ? Loose.Text(members.Value("modules")) : Modules;
        if (ContractData.IsNewerLine) modules = string.Join(',', modules.Split(',').Where(m => Modules.Split(',').Contains(m)));
        if (members.IsSet("limit_client") && Loose.Compare(members.Value("limit_client"), 0L) > 0) modules += ",client";
        var start = members.IsSet("startmodule") ? Loose.Text(members.Value("startmodule")) : "dashboard";
        if (!modules.Contains(start, StringComparison.Ordinal)) start = modules.Split(',')[0];
        var isHash = members.IsSet("_ispconfig_pw_crypted") && Loose.Same(members.Value("_ispconfig_pw_crypted"), 1L);
        var password = Loose.Text(members.Value("password"));
        var group = call.Datalog.Insert("sys_group", [new("name", Text(members, "username")), new("description", ""), new("client_id", id)]);
        try
        {
            call.Tables.Insert("sys_user", [
                new("username", Text(members, "username")),
                new("passwort", isHash ? password : ShaCrypt.Hash(PhpText.StripSlashes(password))),
                new("modules", modules),
                new("startmodule", start),
                new("app_theme", Loose.IsTrue(members.Value("usertheme")) ? Text(members, "usertheme") : "default"),
                new("typ", "user"),
                new("active", "1"),
                new("language", Text(members, "language")),
                new("groups", group),
                new("default_group", group),
                new("client_id", id)]);
        }
        catch (SqlFault)
        {
            // The panel does not check whether the user was created.
        }
        if (!Loose.IsTrue(resellerId)) return;
        if (call.Tables.First("sys_user", "client_id", resellerId) is { } reseller) Join(call, reseller, group);
        foreach (var client in call.Tables.Where("client", "client_id", clientId)) call.Tables.Update("client", client, [new("parent_client_id", Loose.Text(resellerId))]);
    }

    public static void Update(PanelCall call, PhpArray members, long clientId)
    {
        var password = members.Value("password");
        var changes = new List<KeyValuePair<string, string?>> { new("username", Text(members, "username")) };
        if (Loose.IsTrue(password))
        {
            var isHash = members.IsSet("_ispconfig_pw_crypted") && Loose.Same(members.Value("_ispconfig_pw_crypted"), 1L);
            changes.Add(new("passwort", isHash ? Loose.Text(password) : ShaCrypt.Hash(PhpText.StripSlashes(Loose.TextArgument(password)))));
        }
        if (Loose.IsTrue(members.Value("language"))) changes.Add(new("language", Text(members, "language")));
        if (Loose.IsTrue(members.Value("modules"))) changes.Add(new("modules", Text(members, "modules")));
        foreach (var user in call.Tables.Where("sys_user", "client_id", clientId)) call.Tables.Update("sys_user", user, changes);
    }

    public static void Delete(PanelCall call, long clientId)
    {
        foreach (var table in new[] { "sys_user", "sys_group" })
            foreach (var row in call.Tables.Where(table, "client_id", clientId)) call.Tables.Delete(table, row);
    }

    /// <summary>Removes a group from a user. If the user is not in it, the user's first group is removed, as in the panel.</summary>
    public static void Leave(PanelCall call, Row user, string? group)
    {
        if (Loose.Int(group) <= 0) return;
        var groups = (user["groups"] ?? "").Split(',').ToList();
        groups.RemoveAt(Math.Max(0, groups.FindIndex(g => Loose.Same(g, group))));
        call.Tables.Update("sys_user", user, [new("groups", string.Join(',', groups))]);
    }

    private static void Join(PanelCall call, Row user, string group)
    {
        var groups = (user["groups"] ?? "").Split(',').ToList();
        if (!groups.Contains(group)) groups.Add(group);
        call.Tables.Update("sys_user", user, [new("groups", string.Join(',', groups))]);
    }

    private static string? Text(PhpArray members, string name) => members.Value(name) is { } value ? Loose.Text(value) : null;
}
