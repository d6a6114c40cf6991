using System.Security;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A mailbox.</summary>
[PanelObject("mail_user", Form = "mail/mail_user", IdColumn = "mailuser_id", Noun = "NpMailbox", Title = "mailbox",
    View = "Id:5> Email:28 Name:15 Quota:9> Receive:7 Imap:5 Smtp")]
[Counts(nameof(Clients.Client.MailboxLimit))]
public sealed partial record Mailbox : PanelObject
{
    /// <summary>Address of the mailbox; the natural key. Stored in lower case, with the domain in punycode.</summary>
    [Column("email", Aliases = ["MailAddress", "Address"]), Key(Name = "email address"), EndsWithKeyOf(typeof(MailDomain), '@', Whole = "Address", Part = "LocalPart", Name = "Domain"), Required(Position = 0)] public string Email { get; init; } = "";

    /// <summary>Login name. The default is the address.</summary>
    [Column("login", NotEmpty = true)] public string Login { get; init; } = "";

    /// <summary>Password. It is checked against the panel's password rule; only its hash is sent. It is never read back.</summary>
    [Column("password"), Secret(Mandatory = true, Hashed = HashedFor.MailServer)] public SecureString? Password { get; init; }

    /// <summary>Display name of the mailbox's owner.</summary>
    [Column("name", Aliases = ["DisplayName"])] public string Name { get; init; } = "";

    /// <summary>Size limit of the mailbox in bytes; -1 is unlimited.</summary>
    [Column("quota", Bytes = true, HasUnlimited = true, Unlimited = 0, Most = long.MaxValue), Counts(nameof(Clients.Client.MailQuotaLimit))] public long Quota { get; init; } = -1;

    /// <summary>Addresses that receive a copy of all incoming mail.</summary>
    [Column("cc", Aliases = ["CopyTo"])] public string[] Cc { get; init; } = [];

    /// <summary>Whether the copies to -Cc are sent after the filters have been applied.</summary>
    [Column("forward_in_lda")] public bool ForwardAfterFilters { get; init; }

    /// <summary>Address that receives a copy of all outgoing mail.</summary>
    [Column("sender_cc")] public string SenderCc { get; init; } = "";

    /// <summary>Prefix of the IMAP folders; empty for none.</summary>
    [Column("imap_prefix")] public string ImapPrefix { get; init; } = "";

    /// <summary>Directory of the mailbox on the server. The default is derived from the server's settings.</summary>
    [Column("maildir", NotEmpty = true)] public string Maildir { get; init; } = "";

    /// <summary>Storage format of the mailbox: maildir or mdbox. The default is from the server's settings.</summary>
    [Column("maildir_format", NotEmpty = true)] public string MaildirFormat { get; init; } = "";

    /// <summary>Directory of all mailboxes on the server. The default is from the server's settings.</summary>
    [Column("homedir", NotEmpty = true)] public string HomeDirectory { get; init; } = "";

    /// <summary>User ID of the system user that owns the files. The default is from the server's settings.</summary>
    [Column("uid")] public long Uid { get; init; } = -1;

    /// <summary>Group ID of the system group that owns the files. The default is from the server's settings.</summary>
    [Column("gid")] public long Gid { get; init; } = -1;

    /// <summary>ID of the mail server. The default is the server of the mail domain.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;

    /// <summary>Whether the mailbox receives mail.</summary>
    [Column("postfix", Aliases = ["Active"])] public bool Receive { get; init; } = true;

    /// <summary>Whether mail from unknown senders is greylisted (RFC 6647).</summary>
    [Column("greylisting")] public bool Greylisting { get; init; }

    /// <summary>Whether the user can send mail over SMTP.</summary>
    [Column("disablesmtp", Inverted = true)] public bool Smtp { get; init; } = true;

    /// <summary>Whether incoming mail is delivered to the mailbox.</summary>
    [Column("disabledeliver", Inverted = true)] public bool Deliver { get; init; } = true;

    /// <summary>Whether the user can read mail over IMAP.</summary>
    [Column("disableimap", Inverted = true)] public bool Imap { get; init; } = true;

    /// <summary>Whether the user can read mail over POP3.</summary>
    [Column("disablepop3", Inverted = true)] public bool Pop3 { get; init; } = true;

    /// <summary>Whether the mailbox is copied to the other mail servers (Dovecot's replicator). It requires ISPConfig 3.3, and is null on earlier versions.</summary>
    [Column("disablereplicator", Inverted = true), VersionDependent(true)] public bool? Replicate { get; init; }

    /// <summary>Whether incoming mail is answered automatically.</summary>
    [Column("autoresponder")] public bool Autoresponder { get; init; }

    /// <summary>Subject of automatic replies.</summary>
    [Column("autoresponder_subject")] public string AutoresponderSubject { get; init; } = "Out of office reply";

    /// <summary>Text of automatic replies.</summary>
    [Column("autoresponder_text")] public string AutoresponderText { get; init; } = "";

    /// <summary>Time from which automatic replies are sent; null for immediately.</summary>
    [Column("autoresponder_start_date")] public DateTimeOffset? AutoresponderStart { get; init; }

    /// <summary>Time until which automatic replies are sent; null for no end.</summary>
    [Column("autoresponder_end_date")] public DateTimeOffset? AutoresponderEnd { get; init; }

    /// <summary>What is done with mail that is detected as spam.</summary>
    [Column("move_junk")] public JunkAction Junk { get; init; } = JunkAction.MoveAfterFilters;

    /// <summary>Number of days after which mail in the trash is deleted; 0 for never.</summary>
    [Column("purge_trash_days")] public long PurgeTrashDays { get; init; }

    /// <summary>Number of days after which mail in the junk folder is deleted; 0 for never.</summary>
    [Column("purge_junk_days")] public long PurgeJunkDays { get; init; }

    /// <summary>Additional Sieve rules of the mailbox.</summary>
    [Column("custom_mailfilter")] public string CustomFilter { get; init; } = "";

    /// <summary>Interval between backups.</summary>
    [Column("backup_interval")] public BackupInterval BackupInterval { get; init; }

    /// <summary>Number of backups that are kept.</summary>
    [Column("backup_copies")] public long BackupCopies { get; init; } = 1;
}

/// <summary>What is done with mail that is detected as spam.</summary>
public enum JunkAction
{
    /// <summary>Moves the mail to the Junk folder after the mailbox's filters have been applied.</summary>
    [Word("a")] MoveAfterFilters,

    /// <summary>Moves the mail to the Junk folder before the mailbox's filters are applied.</summary>
    [Word("y")] MoveBeforeFilters,

    /// <summary>Leaves the mail in the inbox.</summary>
    [Word("n")] Keep,
}

public sealed partial class MailboxNoun
{
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key);

    /// <inheritdoc/>
    internal override Mailbox WithoutCopies(Mailbox value) => value with { CustomFilter = SieveRules.Without(value.CustomFilter) };

    /// <inheritdoc/>
    public override async ValueTask<Prepared<Mailbox>> PrepareAsync(Mailbox value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var address = EmailAddress.Parse(value.Email);
        AutoresponderCheck.Check(Blank, value, lookup.Connection.Time);
        MailboxName.Check(value.Name);
        var (followed, owner) = await InheritFromParentAsync(value with { Email = address.Address }, given, lookup, cancel).ConfigureAwait(false);
        await RefuseTakenAsync(address, lookup, cancel).ConfigureAwait(false);
        var settings = await lookup.ServerConfigAsync(followed.ServerId, "mail", cancel).ConfigureAwait(false);
        var prepared = followed with
        {
            Cc = CopiesTo(value.Cc),
            Login = value.Login.Length > 0 ? value.Login : address.Address,
            Maildir = value.Maildir.Length > 0 ? value.Maildir : MaildirOf(settings, address),
            MaildirFormat = value.MaildirFormat.Length > 0 ? value.MaildirFormat : Setting(settings, "maildir_format", "maildir"),
            HomeDirectory = value.HomeDirectory.Length > 0 ? value.HomeDirectory : Setting(settings, "homedir_path", "/var/vmail"),
            Uid = given.Contains(UidOrdinal) ? value.Uid : SystemNumber(settings, "mailuser_uid"),
            Gid = given.Contains(GidOrdinal) ? value.Gid : SystemNumber(settings, "mailuser_gid"),
        };
        return new Prepared<Mailbox>(prepared, owner) { Follows = true };
    }

    /// <inheritdoc/>
    public override async ValueTask<Mailbox> PrepareChangeAsync(Mailbox before, Mailbox after, PanelLookup lookup, CancellationToken cancel)
    {
        AutoresponderCheck.Check(before, after, lookup.Connection.Time);
        if (after.Name != before.Name) MailboxName.Check(after.Name);
        if (!after.Cc.AsSpan().SequenceEqual(before.Cc)) after = after with { Cc = CopiesTo(after.Cc) };
        var changed = after with { CustomFilter = SieveRules.Keep(before.CustomFilter, after.CustomFilter) };
        if (after.Email == before.Email) return changed;

        var (from, to) = (EmailAddress.Parse(before.Email), EmailAddress.Parse(after.Email));
        if (to == from) return changed with { Email = to.Address };
        await RefuseTakenAsync(to, lookup, cancel).ConfigureAwait(false);
        // The panel's web interface changes these too; the remote API does not.
        var settings = await lookup.ServerConfigAsync(before.ServerId, "mail", cancel).ConfigureAwait(false);
        return changed with
        {
            Email = to.Address,
            Login = after.Login == before.Email ? to.Address : after.Login,
            Maildir = after.Maildir == MaildirOf(settings, from) ? MaildirOf(settings, to) : after.Maildir,
        };
    }

    /// <summary>Records that refer to the mailbox by its address are changed to the new address.</summary>
    /// <inheritdoc/>
    public override bool IsGuarded => true;

    /// <inheritdoc/>
    public override async ValueTask<Restoration?> GuardAsync(Mailbox before, Mailbox after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.Email == before.Email) return null;
        var items = await MailReferences.RedirectAsync(before.Email, AddressKey.Normalize(after.Email), lookup, cancel).ConfigureAwait(false);
        return items.Count == 0 ? null : new Restoration(items)
        {
            Plan = "redirect to the new address",
            Report = $"The panel does not change records that refer to a renamed mailbox. Redirected from {before} to {AddressKey.Normalize(after.Email)}",
        };
    }

    /// <summary>The mailbox's filters and the accounts fetched into it. Its spam user, which the panel's web interface creates with the mailbox, is removed without being listed.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<Dependent>> DependentsAsync(Mailbox value, PanelLookup lookup, CancellationToken cancel)
    {
        List<Dependent> dependents =
        [
            .. await MailboxFilterNoun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false),
            .. await MailFetchNoun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false),
        ];
        foreach (var user in await SpamUserNoun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false)) dependents.Add(user with { Implied = true });
        return dependents;
    }

    // The panel refuses an alias for the address of a mailbox, but not a mailbox for the address of an alias or forward.
    private static async ValueTask RefuseTakenAsync(EmailAddress address, PanelLookup lookup, CancellationToken cancel)
    {
        await Forwardings.RefuseAliasDomainAsync(address.Domain, "mailboxes", lookup, cancel).ConfigureAwait(false);
        if (await Forwardings.AliasAsync(address.Address, lookup, cancel).ConfigureAwait(false) is not null)
            throw new RuleException(Rule.AddressTaken, $"'{address.Address}' is already a mail alias. Remove the alias first, or use another address.");
        if (await Forwardings.ActiveAsync(address.Address, lookup, cancel).ConfigureAwait(false) is not null)
            throw new RuleException(Rule.AddressTaken, $"'{address.Address}' is already a mail forward, so a mailbox with this address would not receive mail. Remove the forward first, or use another address.");
    }

    private static string[] CopiesTo(string[] addresses) => addresses.Length == 0 ? addresses : [.. addresses.Select(address => EmailAddress.Parse(address, allowPlus: true).Address)];

    private static string MaildirOf(Dictionary<string, string?> settings, EmailAddress address)
        => Setting(settings, "maildir_path", "/var/vmail/[domain]/[localpart]")
            .Replace("[domain]", address.Domain, StringComparison.Ordinal)
            .Replace("[localpart]", address.LocalPart, StringComparison.Ordinal);

    private static string Setting(Dictionary<string, string?> settings, string name, string fallback) => settings.Text(name) is { Length: > 0 } text ? text : fallback;

    private static long SystemNumber(Dictionary<string, string?> settings, string name)
        => settings.Text("mailbox_virtual_uidgid_maps") == "y" ? -1 : long.TryParse(settings.Text(name), out var number) ? number : -1;
}
