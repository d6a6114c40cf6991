using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Functions for mail that do more than their forms.</summary>
internal static class MailFunctions
{
    public static readonly IReadOnlyDictionary<string, PanelFunction> All = new Dictionary<string, PanelFunction>(StringComparer.Ordinal)
    {
        ["mail_domain_add"] = AddDomain,
        ["mail_domain_update"] = call => Update(call, "mail/mail_domain", MailDomainEvents.Updated),
        ["mail_domain_get_by_domain"] = call => Loose.IsEmpty(call["domain"]) ? false : call.Tables.Where("mail_domain", "domain", call["domain"]),
        ["mail_domain_set_status"] = call => Status.Set(call, "mail_domain", "y", "n"),
        ["mail_user_add"] = AddMailbox,
        ["mail_user_update"] = UpdateMailbox,
        ["mail_user_get_all_by_client"] = GetMailboxesOfClient,
        ["mail_user_filter_add"] = call => call.Records.Add(Form("mail/mail_user_filter"), call["client_id"], call["params"], MailFilterEvents.Stored),
        ["mail_user_filter_update"] = call => Update(call, "mail/mail_user_filter", MailFilterEvents.Stored),
        ["mail_user_filter_delete"] = call => call.Records.Delete(Form("mail/mail_user_filter"), call["primary_id"], MailFilterEvents.Deleted),
        // The panel ignores the mailbox and returns all backups.
        ["mail_user_backup_list"] = call => call.Tables.All("mail_backup"),
        ["mail_user_backup"] = call => Backups.Ask(call, "mail_backup", ["backup_restore_mail", "backup_delete_mail"]),
        ["mail_alias_add"] = call => AddAlias(call),
        ["mail_alias_update"] = UpdateAlias,
    };

    private static FormDefinition Form(string name) => ContractData.Current.Forms[name];

    private static object Update(PanelCall call, string form, Action<RecordEvent>? afterwards) =>
        call.Records.Update(Form(form), call["client_id"], call["primary_id"], call["params"], afterwards);

    private static object? AddDomain(PanelCall call)
    {
        object? members = call["params"];
        // In PHP, testing a member of a text returns false, but setting one is an error.
        if (members is not PhpArray given || !given.IsSet("dkim_selector"))
        {
            var writable = call.Writable();
            writable["dkim_selector"] = "default";
            members = writable;
        }
        if (ContractData.IsNewerLine && members is PhpArray all && !all.IsSet("local_delivery"))
        {
            var completed = all.Copy();
            completed["local_delivery"] = "y";
            members = completed;
        }

        return call.Records.Add(Form("mail/mail_domain"), call["client_id"], members, MailDomainEvents.Added);
    }

    private static object? AddMailbox(PanelCall call)
    {
        var email = PhpText.Lower(Loose.TextArgument(call.Member("email")));
        var members = call.Writable();
        members["email"] = email;
        RequireDomain(call, email);
        if (!members.IsSet("uid")) members["uid"] = -1L;
        if (!members.IsSet("gid")) members["gid"] = -1L;
        if (!members.IsSet("maildir_format")) members["maildir_format"] = "maildir";
        return call.Records.Add(Form("mail/mail_user"), call["client_id"], members);
    }

    private static object UpdateMailbox(PanelCall call)
    {
        RequireDomain(call, Loose.TextArgument(call.Member("email")));
        return Update(call, "mail/mail_user", null);
    }

    private static void RequireDomain(PanelCall call, string email)
    {
        var parts = email.Split('@');
        if (parts.Length < 2) return;
        var known = call.Tables.First("mail_domain", "domain", parts[1])?["domain"];
        var isAlias = known is not null && call.Tables.Where("mail_forwarding", "source", "@" + known).Exists(f => f["type"] == "aliasdomain");
        if (isAlias || !Loose.Same(known, parts[1])) throw new RemoteFault($"Mail domain - {parts[1]} - does not exist as primary.");
    }

    private static List<Row> GetMailboxesOfClient(PanelCall call)
    {
        if (call.Tables.Equal("sys_group", "client_id", call["client_id"]) is not { } client) return [];
        return call.Database.All(
            $"SELECT u.* FROM mail_user u WHERE u.sys_groupid IN (SELECT groupid FROM sys_group WHERE {client.Sql}) ORDER BY u.mailuser_id", client.Value);
    }

    private static object? AddAlias(PanelCall call)
    {
        RefuseAddressOfMailbox(call);
        return call.Records.Add(Form("mail/mail_alias"), call["client_id"], call["params"]);
    }

    private static object UpdateAlias(PanelCall call)
    {
        RefuseAddressOfMailbox(call);
        return Update(call, "mail/mail_alias", null);
    }

    private static void RefuseAddressOfMailbox(PanelCall call)
    {
        var source = call.Member("source");
        if (call.Tables.Where("mail_user", "email", source).Exists(m => m["postfix"] == "y"))
            throw new RemoteFault("There is already a mailbox with this email address.");
    }
}
