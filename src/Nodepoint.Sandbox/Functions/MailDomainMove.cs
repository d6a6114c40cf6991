using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Forms;
using Nodepoint.Sandbox.Php;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Applies the new name or owner of a mail domain to everything whose address is in the domain.</summary>
internal sealed class MailDomainMove
{
    private readonly PanelCall call;
    private readonly string oldName;
    private readonly string oldAscii;
    private readonly string newName;
    private readonly object? serverId;
    private readonly long policy;
    private readonly KeyValuePair<string, string?>[] owner;

    public MailDomainMove(RecordEvent domain, Row before, string newName)
    {
        call = domain.Call;
        oldName = before["domain"]!;
        oldAscii = Idn.Encode(oldName);
        this.newName = newName;
        serverId = domain["server_id"];
        policy = PanelInt.Of(domain["policy"]);
        var group = PanelInt.Of(domain.IsSet("client_group_id") ? domain["client_group_id"] : before["sys_groupid"]);
        owner = [new("sys_userid", Loose.Text(Ownership.UserOfGroup(call, group))), new("sys_groupid", Loose.Text(group))];
    }

    public void Run()
    {
        foreach (var mailbox in Ending("mail_user", "email", "@" + oldName)) MoveMailbox(mailbox);
        foreach (var forward in Forwardings()) MoveForwarding(forward);
        foreach (var list in call.Tables.Where("mail_mailinglist", "domain", oldAscii))
            call.Datalog.Update("mail_mailinglist", list, [.. owner, new("domain", newName), new("email", Renamed(list["email"]))]);
        foreach (var fetch in Ending("mail_get", "destination", "@" + oldName))
            call.Datalog.Update("mail_get", fetch, [new("destination", fetch["destination"]!.Replace(oldName, newName, StringComparison.Ordinal)), .. owner]);
        if (oldAscii != newName) MoveFilterUsersOfDomain();
        StorePolicy();
    }

    private void MoveMailbox(Row mailbox)
    {
        var local = mailbox["email"]!.Split('@')[0];
        var email = $"{local}@{newName}";
        var folder = (call.Config.ServerValue(serverId, "mail", "maildir_path") ?? "")
            .Replace("[domain]", newName, StringComparison.Ordinal).Replace("[localpart]", local, StringComparison.Ordinal);
        if (email != mailbox["email"]) MoveFilterUser(mailbox["email"]!, email, mayAdd: true);
        KeyValuePair<string, string?>[] login = ContractData.IsNewerLine && mailbox["login"] == mailbox["email"] ? [new("login", email)] : [];
        call.Datalog.Update("mail_user", mailbox, [new("maildir", folder), new("email", email), .. login, .. owner]);
    }

    private void MoveForwarding(Row forward)
    {
        var source = Renamed(forward["source"]);
        if (forward["source"]!.IndexOf("@" + oldAscii, StringComparison.Ordinal) > 0 && source != forward["source"]) MoveFilterUser(forward["source"]!, source, mayAdd: false);
        call.Datalog.Update("mail_forwarding", forward, [new("source", source), new("destination", Renamed(forward["destination"])), .. owner]);
    }

    // Moves the spam filter user of an address, or only its lists if the new address already has a user.
    private void MoveFilterUser(string from, string to, bool mayAdd)
    {
        var isMoved = false;
        if (FilterUser(from) is { } old)
        {
            if (FilterUser(to) is { } taken)
            {
                MoveLists(old, [new("rid", taken["id"]), .. owner]);
                call.Datalog.Delete("spamfilter_users", old);
            }
            else
            {
                var changes = new List<KeyValuePair<string, string?>> { new("email", to) };
                changes.AddRange(owner);
                if (Loose.Same(old["fullname"], Idn.Decode(from))) changes.Add(new("fullname", Idn.Decode(to)));
                call.Datalog.Update("spamfilter_users", old, changes);
                isMoved = true;
                MoveLists(old, owner);
            }
        }
        if (FilterUser(to) is { } present)
        {
            if (!isMoved) call.Datalog.Update("spamfilter_users", present, owner);
        }
        else if (mayAdd)
        {
            AddFilterUser(to, Idn.Decode(to), 0);
        }
    }

    private void MoveFilterUsersOfDomain()
    {
        foreach (var old in Ending("spamfilter_users", "email", "@" + oldAscii))
        {
            if (FilterUser("@" + newName) is { } taken)
            {
                MoveLists(old, [.. owner, new("rid", taken["id"])]);
                call.Datalog.Delete("spamfilter_users", old);
                continue;
            }
            var changes = new List<KeyValuePair<string, string?>>(owner) { new("email", "@" + newName) };
            if (Loose.Same(old["fullname"], "@" + oldAscii)) changes.Add(new("fullname", "@" + newName));
            call.Datalog.Update("spamfilter_users", old, changes);
        }
    }

    private void StorePolicy()
    {
        if (FilterUser("@" + newName) is not { } user) AddFilterUser("@" + newName, "@" + newName, policy);
        // The panel compares with a policy that it never reads, so any policy but 0 counts as changed.
        else if (policy != 0) call.Datalog.Update("spamfilter_users", user, KeyValuePair.Create("policy_id", (string?)Loose.Text(policy)));
    }

    private void AddFilterUser(string email, string name, long policyId)
    {
        try
        {
            call.Datalog.Insert("spamfilter_users", [.. owner, new("sys_perm_user", "riud"), new("sys_perm_group", "riud"), new("sys_perm_other", ""),
                new("server_id", serverId is null ? null : Loose.Text(serverId)), new("priority", "5"), new("policy_id", Loose.Text(policyId)),
                new("email", email), new("fullname", name), new("local", "Y")]);
        }
        catch (SqlFault)
        {
            // The panel does not check whether the user was created.
        }
    }

    private void MoveLists(Row user, KeyValuePair<string, string?>[] changes)
    {
        foreach (var entry in call.Tables.Where("spamfilter_wblist", "rid", user.Number("id"))) call.Datalog.Update("spamfilter_wblist", entry, changes);
    }

    private Row? FilterUser(string email) => call.Tables.First("spamfilter_users", "email", email);

    private string Renamed(string? text) => (text ?? "").Replace(oldAscii, newName, StringComparison.Ordinal);

    private List<Row> Ending(string table, string column, string ending)
    {
        var (sql, pattern) = Comparison.Like(Tables.Definition(table).Column(column), "%" + ending);
        return call.Database.All($"SELECT * FROM \"{table}\" WHERE {sql}{Tables.InOrder(table)}", pattern);
    }

    private List<Row> Forwardings()
    {
        var table = Tables.Definition("mail_forwarding");
        var (source, pattern) = Comparison.Like(table.Column("source"), "%@" + oldAscii);
        var (destination, _) = Comparison.Like(table.Column("destination"), "%@" + oldAscii);
        return call.Database.All($"SELECT * FROM mail_forwarding WHERE {source} OR {destination}{Tables.InOrder("mail_forwarding")}", pattern);
    }
}
