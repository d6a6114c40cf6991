using System.Security;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Passwords;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A mailbox and what may be done with it.</summary>
[PanelObject("mail_user", Form = "mail/mail_user", IdColumn = "mailuser_id", Noun = "NpMailbox", Title = "mailbox",
    View = "Id:5> Email:28 Name:15 Quota:9> Receive:7 Imap:5 Smtp")]
[Counts(nameof(Client.MailboxLimit))]
public sealed partial record Mailbox : PanelObject
{
    /// <summary>Its address; the natural key. Stored in lower case, the domain in punycode.</summary>
    [Column("email", Aliases = ["MailAddress", "Address"]), Key, InMailDomain, Required(Position = 0)] public string Email { get; init; } = "";

    /// <summary>The name to log in with; the address unless given.</summary>
    [Column("login")] public string Login { get; init; } = "";

    /// <summary>The password; at least 8 characters of the kinds that the panel's rule asks for. Hashed before it leaves this machine; never read back.</summary>
    [Column("password"), Secret(Mandatory = true, Hashed = HashedFor.MailServer)] public SecureString? Password { get; init; }

    /// <summary>Whose mailbox it is.</summary>
    [Column("name", Aliases = ["DisplayName"])] public string Name { get; init; } = "";

    /// <summary>Room for mail in bytes; -1 is unlimited.</summary>
    [Column("quota", HasUnlimited = true, Unlimited = 0, Most = long.MaxValue), Counts(nameof(Client.MailQuotaLimit))] public long Quota { get; init; } = -1;

    /// <summary>Addresses that get a copy of all incoming mail.</summary>
    [Column("cc", Aliases = ["CopyTo"])] public string[] Cc { get; init; } = [];

    /// <summary>Whether the copies are made after the filters.</summary>
    [Column("forward_in_lda")] public bool ForwardAfterFilters { get; init; }

    /// <summary>An address that gets a copy of all outgoing mail.</summary>
    [Column("sender_cc")] public string SenderCc { get; init; } = "";

    /// <summary>The prefix of its IMAP folders; empty for none.</summary>
    [Column("imap_prefix")] public string ImapPrefix { get; init; } = "";

    /// <summary>Where its mail lies on the server; derived from the server's settings unless given.</summary>
    [Column("maildir")] public string Maildir { get; init; } = "";

    /// <summary>How its mail lies there: maildir or mdbox.</summary>
    [Column("maildir_format")] public string MaildirFormat { get; init; } = "";

    /// <summary>The folder of all mailboxes on the server; from the server's settings unless given.</summary>
    [Column("homedir")] public string HomeDirectory { get; init; } = "";

    /// <summary>The system user that owns its files; from the server's settings unless given.</summary>
    [Column("uid")] public long Uid { get; init; } = -1;

    /// <summary>The system group that owns its files; from the server's settings unless given.</summary>
    [Column("gid")] public long Gid { get; init; } = -1;

    /// <summary>The number of its mail server; that of its mail domain unless given.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;

    /// <summary>Whether it receives mail.</summary>
    [Column("postfix", Aliases = ["Active"])] public bool Receive { get; init; } = true;

    /// <summary>Whether unknown senders are asked to come again (RFC 6647).</summary>
    [Column("greylisting")] public bool Greylisting { get; init; }

    /// <summary>Whether its owner may send mail.</summary>
    [Column("disablesmtp", Inverted = true)] public bool Smtp { get; init; } = true;

    /// <summary>Whether arriving mail is put into it.</summary>
    [Column("disabledeliver", Inverted = true)] public bool Deliver { get; init; } = true;

    /// <summary>Whether its owner may read mail over IMAP.</summary>
    [Column("disableimap", Inverted = true)] public bool Imap { get; init; } = true;

    /// <summary>Whether its owner may read mail over POP3.</summary>
    [Column("disablepop3", Inverted = true)] public bool Pop3 { get; init; } = true;

    /// <summary>Whether incoming mail is answered automatically.</summary>
    [Column("autoresponder")] public bool Autoresponder { get; init; }

    /// <summary>The subject of automatic answers.</summary>
    [Column("autoresponder_subject")] public string AutoresponderSubject { get; init; } = "Out of office reply";

    /// <summary>The text of automatic answers.</summary>
    [Column("autoresponder_text")] public string AutoresponderText { get; init; } = "";

    /// <summary>When automatic answers begin; null is at once.</summary>
    [Column("autoresponder_start_date")] public DateTimeOffset? AutoresponderStart { get; init; }

    /// <summary>When automatic answers end; null is never.</summary>
    [Column("autoresponder_end_date")] public DateTimeOffset? AutoresponderEnd { get; init; }

    /// <summary>What becomes of mail that is likely spam.</summary>
    [Column("move_junk")] public JunkAction Junk { get; init; } = JunkAction.MoveAfterFilters;

    /// <summary>After how many days deleted mail is removed; 0 is never.</summary>
    [Column("purge_trash_days")] public long PurgeTrashDays { get; init; }

    /// <summary>After how many days spam is removed; 0 is never.</summary>
    [Column("purge_junk_days")] public long PurgeJunkDays { get; init; }

    /// <summary>Sieve rules of its own.</summary>
    [Column("custom_mailfilter")] public string CustomFilter { get; init; } = "";

    /// <summary>How often it is backed up.</summary>
    [Column("backup_interval")] public BackupInterval BackupInterval { get; init; }

    /// <summary>How many backups are kept.</summary>
    [Column("backup_copies")] public long BackupCopies { get; init; } = 1;
}

/// <summary>What becomes of mail that is likely spam.</summary>
public enum JunkAction
{
    /// <summary>It is moved to the Junk folder after the mailbox' own filters.</summary>
    [Word("a")] MoveAfterFilters,

    /// <summary>It is moved to the Junk folder before the mailbox' own filters.</summary>
    [Word("y")] MoveBeforeFilters,

    /// <summary>It stays in the inbox.</summary>
    [Word("n")] Keep,
}

public sealed partial class MailboxNoun
{
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key);

    /// <inheritdoc/>
    public override async ValueTask<Prepared<Mailbox>> PrepareAsync(Mailbox value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var address = EmailAddress.Parse(value.Email);
        var (followed, owner) = await FollowAsync(value with { Email = address.Address }, given, lookup, cancel).ConfigureAwait(false);
        await RefuseTakenAsync(address, lookup, cancel).ConfigureAwait(false);
        var settings = await lookup.ServerConfigAsync(followed.ServerId, "mail", cancel).ConfigureAwait(false);
        var prepared = followed with
        {
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
        var changed = after with { CustomFilter = SieveRules.Keep(before.CustomFilter, after.CustomFilter) };
        if (after.Email == before.Email) return changed;

        var (from, to) = (EmailAddress.Parse(before.Email), EmailAddress.Parse(after.Email));
        if (to == from) return changed with { Email = to.Address };
        await RefuseTakenAsync(to, lookup, cancel).ConfigureAwait(false);
        // The panel's own page carries these along, the remote API leaves them.
        var settings = await lookup.ServerConfigAsync(before.ServerId, "mail", cancel).ConfigureAwait(false);
        return changed with
        {
            Email = to.Address,
            Login = after.Login == before.Email ? to.Address : after.Login,
            Maildir = after.Maildir == MaildirOf(settings, from) ? MaildirOf(settings, to) : after.Maildir,
        };
    }

    /// <summary>What refers to a mailbox by its address is led to the new one.</summary>
    /// <inheritdoc/>
    public override bool IsGuarded => true;

    /// <inheritdoc/>
    public override async ValueTask<Restoration?> GuardAsync(Mailbox before, Mailbox after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.Email == before.Email) return null;
        var items = await MailReferences.LeadAsync(before.Email, AddressKey.Normalize(after.Email), lookup, cancel).ConfigureAwait(false);
        return items.Count == 0 ? null : new Restoration(items)
        {
            Plan = "lead to the new address what the panel leaves at the old one",
            Report = $"The panel leaves at the old address what refers to a mailbox. Led from {before} to {AddressKey.Normalize(after.Email)}",
        };
    }

    /// <summary>Its filters and the accounts fetched into it; its spam user, which the panel makes by itself, goes without being asked for.</summary>
    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<Dependent>> DependentsAsync(Mailbox value, PanelLookup lookup, CancellationToken cancel)
    {
        List<Dependent> below =
        [
            .. await MailboxFilterNoun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false),
            .. await MailFetchNoun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false),
        ];
        foreach (var user in await SpamUserNoun.Instance.DependentsOfAsync(value, lookup, cancel).ConfigureAwait(false)) below.Add(user with { Implied = true });
        return below;
    }

    // The panel refuses an alias beside a mailbox, but not a mailbox beside an alias or a forward.
    private static async ValueTask RefuseTakenAsync(EmailAddress address, PanelLookup lookup, CancellationToken cancel)
    {
        await Forwardings.RefuseAliasDomainAsync(address.Domain, "mailboxes", lookup, cancel).ConfigureAwait(false);
        if (await Forwardings.AliasAsync(address.Address, lookup, cancel).ConfigureAwait(false) is not null)
            throw new FormatException($"{address.Address} is an alias already. Remove the alias first, or choose another address.");
        if (await Forwardings.ActiveAsync(address.Address, lookup, cancel).ConfigureAwait(false) is not null)
            throw new FormatException($"{address.Address} is a forward already, beside which a mailbox gets no mail. Remove the forward first, or choose another address.");
    }

    private static string MaildirOf(Dictionary<string, string?> settings, EmailAddress address)
        => Setting(settings, "maildir_path", "/var/vmail/[domain]/[localpart]")
            .Replace("[domain]", address.Domain, StringComparison.Ordinal)
            .Replace("[localpart]", address.LocalPart, StringComparison.Ordinal);

    private static string Setting(Dictionary<string, string?> settings, string name, string otherwise) => settings.Text(name) is { Length: > 0 } text ? text : otherwise;

    private static long SystemNumber(Dictionary<string, string?> settings, string name)
        => settings.Text("mailbox_virtual_uidgid_maps") == "y" ? -1 : long.TryParse(settings.Text(name), out var number) ? number : -1;
}
