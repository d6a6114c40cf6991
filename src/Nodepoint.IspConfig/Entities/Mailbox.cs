using System.Security;
using Nodepoint.IspConfig.Mail;

namespace Nodepoint.IspConfig.Entities;

/// <summary>A mailbox and what may be done with it.</summary>
[PanelObject("mail_user", Form = "mail/mail_user", IdColumn = "mailuser_id", Noun = "NpMailbox", Title = "mailbox", Below = [typeof(MailboxFilter)],
    View = "Id:5> Email:30 Name:16 Quota:9> Receive:7 Imap:5 Smtp")]
[Counts(nameof(Client.MailboxLimit))]
public sealed partial record Mailbox : PanelObject
{
    /// <summary>Its address; the natural key. Stored in lower case, the domain in punycode.</summary>
    [Column("email", Aliases = ["MailAddress", "Address"]), Key, InMailDomain, Required(Position = 0)] public string Email { get; init; } = "";

    /// <summary>The name to log in with; the address unless given.</summary>
    [Column("login")] public string Login { get; init; } = "";

    /// <summary>The password; at least 8 characters of the kinds that the panel's rule asks for. Never read back.</summary>
    [Column("password"), Secret(Demanded = true)] public SecureString? Password { get; init; }

    /// <summary>Whose mailbox it is.</summary>
    [Column("name", Aliases = ["DisplayName"])] public string Name { get; init; } = "";

    /// <summary>Room for mail in bytes; -1 is unlimited.</summary>
    [Column("quota", HasUnlimited = true, Unlimited = 0), Counts(nameof(Client.MailQuotaLimit))] public long Quota { get; init; } = -1;

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
        // The panel refuses an alias beside a mailbox, but not a mailbox beside an alias.
        if (await Forwardings.AliasAsync(address.Address, lookup, cancel).ConfigureAwait(false) is not null)
            throw new FormatException($"{address.Address} is an alias already. Remove the alias first, or choose another address.");
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
    public override ValueTask<Mailbox> PrepareChangeAsync(Mailbox before, Mailbox after, PanelLookup lookup, CancellationToken cancel)
        => new(after.Email == before.Email ? after : after with { Email = EmailAddress.Parse(after.Email).Address });

    private static string MaildirOf(Dictionary<string, string?> settings, EmailAddress address)
        => Setting(settings, "maildir_path", "/var/vmail/[domain]/[localpart]")
            .Replace("[domain]", address.Domain, StringComparison.Ordinal)
            .Replace("[localpart]", address.LocalPart, StringComparison.Ordinal);

    private static string Setting(Dictionary<string, string?> settings, string name, string otherwise) => settings.Text(name) is { Length: > 0 } text ? text : otherwise;

    private static long SystemNumber(Dictionary<string, string?> settings, string name)
        => settings.Text("mailbox_virtual_uidgid_maps") == "y" ? -1 : long.TryParse(settings.Text(name), out var number) ? number : -1;
}
