using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Removes a client and what its group owns. Leaves behind what the panel leaves behind.</summary>
internal static class ClientRemoval
{
    private static readonly string[] OwnedTables =
    [
        "cron", "dns_rr", "dns_soa", "dns_slave", "ftp_user", "mail_access", "mail_content_filter", "mail_forwarding", "mail_get", "mail_user", "mail_user_filter",
        "shell_user", "spamfilter_users", "mail_domain", "support_message", "web_database", "web_database_user", "web_domain", "domain", "mail_mailinglist", "client",
        "spamfilter_wblist",
    ];

    public static object DeleteEverything(PanelCall call)
    {
        var clientId = PanelInt.Of(call["client_id"]);
        if (clientId > 0)
        {
            var group = call.Tables.First("sys_group", "client_id", clientId)?["groupid"];
            // The panel reads the reseller from a variable it never sets, so it always removes the group from the administrator.
            if (call.Tables.First("sys_user", "client_id", 0L) is { } administrator) ClientUsers.Leave(call, administrator, group);
            ClientUsers.Delete(call, clientId);
            if (Loose.Int(group) > 1) DeleteOwned(call, Loose.Int(group));
        }
        call.Require("client_delete");
        return call.Records.Delete(ContractData.Current.Forms["client/client"], clientId);
    }

    private static void DeleteOwned(PanelCall call, long group)
    {
        foreach (var table in OwnedTables)
        {
            foreach (var row in call.Tables.Where(table, "sys_groupid", group))
            {
                call.Datalog.Delete(table, row);
                if (table == "web_domain") call.Database.Run("DELETE FROM web_traffic WHERE hostname = ?", row["domain"]);
                if (table == "mail_user") call.Database.Run("DELETE FROM mail_traffic WHERE mailuser_id = ?", row.Number("mailuser_id"));
            }
        }
    }
}
