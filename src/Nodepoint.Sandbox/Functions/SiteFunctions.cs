using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Functions for websites and folders that do more than their forms.</summary>
internal static class SiteFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["sites_web_domain_add"] = AddSite,
        ["sites_web_domain_update"] = Update,
        ["sites_web_vhost_aliasdomain_add"] = AddChild,
        ["sites_web_vhost_aliasdomain_update"] = Update,
        ["sites_web_vhost_subdomain_add"] = AddChild,
        ["sites_web_vhost_subdomain_update"] = Update,
        ["sites_web_domain_set_status"] = SetStatus,
        ["sites_web_folder_delete"] = DeleteFolder,
    };

    private static FormDefinition Form => ContractData.Current.Forms["sites/web_vhost_domain"];

    private static object? AddSite(PanelCall call)
    {
        // In PHP, reading a missing member of a text or a number is not an error.
        var members = call["params"] is string ? call.Writable() : WithPlaceholders(call, isNew: true);
        if (Loose.IsEmpty(members.Value("client_group_id")))
            members["client_group_id"] = call.Tables.First("sys_group", "client_id", call["client_id"])?["groupid"];
        var id = call.Records.Add(Form, call["client_id"], members, added =>
        {
            SiteEvents.Added(added);
            LetsEncryptRecords.Added(added);
        });
        if (call["readonly"] is true && call.Tables.First("web_domain", "domain_id", id) is { } site) call.Tables.Update("web_domain", site, [new("sys_userid", "1")]);
        return id;
    }

    private static object? AddChild(PanelCall call) => call.Records.Add(Form, call["client_id"], WithPlaceholders(call, isNew: true));

    private static object Update(PanelCall call) => call.Records.Update(Form, call["client_id"], call["primary_id"], WithPlaceholders(call, isNew: false));

    // Placeholders for required values that are empty. For a new site the panel sets the real ones later.
    private static PhpArray WithPlaceholders(PanelCall call, bool isNew)
    {
        var members = call.Writable();
        void Default(string name, object value)
        {
            if (Loose.Same(members.Value(name), "")) members[name] = value;
        }

        if (isNew)
        {
            Default("document_root", "-");
            Default("system_user", "-");
            Default("system_group", "-");
        }
        Default("log_retention", 30L);
        var (children, start, most) = ContractData.IsNewerLine ? (10L, 2L, 5L) : (1L, 1L, 1L);
        Default("pm_max_children", children);
        Default("pm_start_servers", start);
        Default("pm_min_spare_servers", 1L);
        Default("pm_max_spare_servers", most);
        return members;
    }

    private static object SetStatus(PanelCall call)
    {
        var status = Status.IsActive(call["status"]) ? "y" : "n";
        var members = call.Records.Get(Form, call["primary_id"]) switch
        {
            Row row => row.ToArray(),
            PhpArray list => list.Copy(),
            _ => [],
        };
        members["active"] = status;
        return call.Records.Update(Form, 0L, call["primary_id"], members);
    }

    private static object DeleteFolder(PanelCall call)
    {
        var users = ContractData.Current.Forms["sites/web_folder_user"];
        foreach (var user in call.Tables.Where("web_folder_user", "web_folder_id", call["primary_id"])) call.Records.Delete(users, user["web_folder_user_id"]);
        return call.Records.Delete(ContractData.Current.Forms["sites/web_folder"], call["primary_id"]);
    }
}
