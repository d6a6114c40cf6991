using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>
/// Applies a change of a mail domain to its dependents. The panel reads the new name from the request only: if the request has no
/// domain, every address loses its domain.
/// </summary>
internal static class MailDomainEvents
{
    public static void Added(RecordEvent domain)
    {
        _ = Idn.Encode(domain["domain"]);
        Own(domain, isUpdate: false);
    }

    public static void Updated(RecordEvent domain)
    {
        var name = Idn.Encode(domain["domain"]);
        Own(domain, isUpdate: true);
        if (domain.Before is not { } before || Loose.IsEmpty(before["domain"])) return;
        if (before["domain"] != name || (domain.IsSet("client_group_id") && !Loose.Same(before["sys_groupid"], domain["client_group_id"])))
            new MailDomainMove(domain, before, name).Run();
    }

    // The requested group becomes the owner of the domain; on an update, the user of that group does too.
    private static void Own(RecordEvent domain, bool isUpdate)
    {
        if (!domain.IsSet("client_group_id")) return;
        var call = domain.Call;
        var group = PanelInt.Of(domain["client_group_id"]);
        var isAdmin = call.Profile.IsAdmin;
        var isReseller = Ownership.HasClients(call, call.Profile.UserId);
        if (!isAdmin && !isReseller) return;
        var changes = new List<KeyValuePair<string, string?>> { new("sys_groupid", Loose.Text(group)), new("sys_perm_group", isReseller ? "riud" : "ru") };
        if (isUpdate) changes.Add(new("sys_userid", Loose.Text(Ownership.UserOfGroup(call, group))));
        foreach (var row in call.Tables.Where("mail_domain", "domain_id", domain.Id)) call.Tables.Update("mail_domain", row, changes);
    }
}
