using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Finds the sites of a user, the server of an FTP user, and backups.</summary>
internal static class SiteLookups
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["client_get_sites_by_user"] = GetSites,
        ["sites_ftp_user_server_get"] = GetServerOfFtpUser,
        ["sites_web_domain_backup_list"] = call =>
            Loose.Same(call["site_id"], null) ? call.Tables.All("web_backup") : call.Tables.Where("web_backup", "parent_domain_id", call["site_id"]),
        ["sites_web_domain_backup"] = call => Backups.Ask(call, "web_backup", ["backup_download", "backup_restore", "backup_delete"]),
    };

    private static List<Row> GetSites(PanelCall call)
    {
        var groups = string.Join(',', Loose.TextArgument(call["sys_groupid"]).Split(',').Select(g => Loose.Text(PanelInt.Of(g))));
        return call.Database.All(
            "SELECT domain, domain_id, document_root, active FROM web_domain WHERE ((sys_userid = ? AND sys_perm_user LIKE '%r%') "
            + $"OR (sys_groupid IN ({groups}) AND sys_perm_group LIKE '%r%') OR sys_perm_other LIKE '%r%') AND type = 'vhost' ORDER BY domain_id",
            PanelInt.Of(call["sys_userid"]));
    }

    private static object? GetServerOfFtpUser(PanelCall call)
    {
        if (call.Tables.First("ftp_user", "username", call["ftp_user"]) is not { } user) return false;
        call.Require("server_get");
        return ServerFunctions.Get(call, user["server_id"], "server");
    }
}
