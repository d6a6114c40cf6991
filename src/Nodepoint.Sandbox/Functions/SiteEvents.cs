using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Sets the owner, the folder and the system user of a new site.</summary>
internal static class SiteEvents
{
    public static void Added(RecordEvent site)
    {
        Own(site);
        if (site["type"] is "vhostalias" or "vhostsubdomain") Inherit(site);
        else Place(site);
    }

    private static void Own(RecordEvent site)
    {
        var call = site.Call;
        if (!site.IsSet("client_group_id")) return;
        var group = PanelInt.Of(site["client_group_id"]);
        if (call.Profile.IsAdmin && call.Config.SystemValue("sites", "client_protection") == "y")
            Change(site, [new("sys_groupid", Loose.Text(group)), new("sys_perm_group", "ru")]);
        else if (call.Profile.IsAdmin)
            Change(site, [new("sys_userid", Loose.Text(Ownership.UserOfGroup(call, group))), new("sys_groupid", Loose.Text(group)), new("sys_perm_group", "riud")]);
        if (Ownership.HasClients(call, call.Profile.UserId)) Change(site, [new("sys_groupid", Loose.Text(group)), new("sys_perm_group", "riud")]);
    }

    private static void Place(RecordEvent site)
    {
        var call = site.Call;
        string? Setting(string name) => call.Config.ServerValue(site["server_id"], "web", name);
        var id = Loose.Text(site.Id);
        var group = call.Profile.IsAdmin || Ownership.HasClients(call, call.Profile.UserId)
            ? site.IsSet("client_group_id") ? PanelInt.Of(site["client_group_id"]) : call.Tables.First("web_domain", "domain_id", site.Id)?.Number("sys_groupid") ?? 0
            : call.Profile.DefaultGroup;
        var client = call.Tables.ById("sys_group", group)?["client_id"] ?? "0";
        var root = (Setting("website_path") ?? "").Replace("[website_id]", id, StringComparison.Ordinal).Replace("[client_id]", client, StringComparison.Ordinal);
        for (var levels = 1; levels <= 4; levels++)
        {
            root = root.Replace($"[website_idhash_{levels}]", Hash(Loose.Int(site.Id), 1), StringComparison.Ordinal)
                .Replace($"[client_idhash_{levels}]", Hash(Loose.Int(client), levels), StringComparison.Ordinal);
        }
        Change(site, [
            new("system_user", "web" + id),
            new("system_group", "client" + client),
            new("document_root", root),
            new("allow_override", Setting("htaccess_allow_override") ?? ""),
            new("php_open_basedir", OpenFolders(site, root, Setting("php_open_basedir")))]);
    }

    // A subdomain or alias domain with its own virtual host uses the folder of its parent.
    private static void Inherit(RecordEvent site)
    {
        if (!site.IsSet("parent_domain_id") || Loose.Same(site["parent_domain_id"], null)) return;
        var parent = site.Call.Tables.First("web_domain", "domain_id", site["parent_domain_id"]);
        var root = parent?["document_root"];
        var (folder, domain) = (Loose.Text(site["web_folder"]), Idn.Encode(site["domain"]));
        var folders = (site.Call.Config.ServerValue(site["server_id"], "web", "php_open_basedir") ?? "")
            .Replace("[website_path]/web", $"{root}/{folder}", StringComparison.Ordinal)
            .Replace("[website_domain]/web", $"{domain}/{folder}", StringComparison.Ordinal);
        Change(site, [
            new("sys_groupid", parent?["sys_groupid"]),
            new("system_user", parent?["system_user"]),
            new("system_group", parent?["system_group"]),
            new("document_root", root),
            new("allow_override", parent?["allow_override"]),
            new("php_open_basedir", OpenFolders(site, root ?? "", folders))]);
    }

    private static string OpenFolders(RecordEvent site, string root, string? pattern) => (pattern ?? "")
        .Replace("[website_path]", root, StringComparison.Ordinal)
        .Replace("[website_domain]", Idn.Encode(site["domain"]), StringComparison.Ordinal);

    // For 123 and three levels "3/2/1".
    private static string Hash(long id, int levels)
    {
        var parts = new List<string>();
        for (; levels > 0; levels--, id /= 10) parts.Add(Loose.Text(id % 10));
        return string.Join('/', parts);
    }

    // Without the form and the data log, which gets only the complete record.
    private static void Change(RecordEvent site, IEnumerable<KeyValuePair<string, string?>> changes)
    {
        if (site.Call.Tables.First("web_domain", "domain_id", site.Id) is { } row) site.Call.Tables.Update("web_domain", row, changes);
    }
}
