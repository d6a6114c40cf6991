using System.Net;
using System.Security;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>An account on another mail server whose mail is fetched into a mailbox.</summary>
[PanelObject("mail_fetchmail", Form = "mail/mail_get", IdColumn = "mailget_id", Noun = "NpMailFetch", Title = "fetched account", Unique = false,
    View = "Id:5> SourceUsername:14 SourceServer:20 Protocol:8 Destination:20 Active")]
[Counts(nameof(Clients.Client.MailFetchLimit))]
public sealed partial record MailFetch : PanelObject
{
    /// <summary>User name on the other server; the natural key together with the server and the mailbox.</summary>
    [Column("source_username"), Key, Required(Position = 0)] public string SourceUsername { get; init; } = "";

    /// <summary>Other mail server: its host name or IPv4 address.</summary>
    [Column("source_server"), KeyPart, Required(Position = 1)] public string SourceServer { get; init; } = "";

    /// <summary>Mailbox that receives the mail.</summary>
    [Column("destination", Aliases = ["Email"]), Link(typeof(Mailbox), Parent = true), KeyPart] public string Destination { get; init; } = "";

    /// <summary>Password on the other server. The panel stores it in plain text; it is never read back.</summary>
    [Column("source_password"), Secret(Mandatory = true)] public SecureString? SourcePassword { get; init; }

    /// <summary>Protocol used to fetch the mail.</summary>
    [Column("type", Aliases = ["Type"])] public FetchProtocol Protocol { get; init; } = FetchProtocol.ImapTls;

    /// <summary>Whether fetched mail is deleted from the other server.</summary>
    [Column("source_delete")] public bool DeleteFetched { get; init; }

    /// <summary>Whether mail already marked as read is fetched too. Requires -DeleteFetched, because it would otherwise be fetched every time.</summary>
    [Column("source_read_all")] public bool FetchRead { get; init; }

    /// <summary>Whether mail is fetched.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the mail server. The default is the server of the mailbox.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

/// <summary>The protocol used to fetch mail.</summary>
public enum FetchProtocol
{
    /// <summary>POP3 without encryption.</summary>
    [Word("pop3")] Pop3,

    /// <summary>IMAP without encryption.</summary>
    [Word("imap")] Imap,

    /// <summary>POP3 over TLS.</summary>
    [Word("pop3ssl")] Pop3Tls,

    /// <summary>IMAP over TLS.</summary>
    [Word("imapssl")] ImapTls,

    /// <summary>Another value stored on the panel.</summary>
    Other,
}

public sealed partial class MailFetchNoun
{
    /// <inheritdoc/>
    public override StringComparison KeyComparison => StringComparison.Ordinal;

    /// <inheritdoc/>
    public override ValueTask<Prepared<MailFetch>> PrepareAsync(MailFetch value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        CheckFetchRead(value);
        return InheritFromParentAsync(Validate(value), given, lookup, cancel);
    }

    /// <inheritdoc/>
    public override async ValueTask<MailFetch> PrepareChangeAsync(MailFetch before, MailFetch after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.DeleteFetched != before.DeleteFetched || after.FetchRead != before.FetchRead) CheckFetchRead(after);
        var fetch = KeepUnspecified(before, after, Validate(after));
        // The server of the mailbox fetches the mail.
        return fetch.Destination == before.Destination ? fetch : await InheritServerAsync(before, fetch, lookup, cancel).ConfigureAwait(false);
    }

    // The panel's web interface refuses this; the remote API does not.
    private static void CheckFetchRead(MailFetch value)
    {
        if (value is { FetchRead: true, DeleteFetched: false })
            throw new RuleException(Rule.ConflictingParameters, "-FetchRead without -DeleteFetched would fetch the same mail again every time. Use -DeleteFetched $true with -FetchRead $true, or set -FetchRead to $false.");
    }

    private static MailFetch Validate(MailFetch value)
    {
        if (value.SourceUsername.Trim().Length == 0) throw new RuleException(Rule.ValueMissing, "The user name on the other server is missing. Specify -SourceUsername.");
        var server = value.SourceServer.Trim();
        var isAddress = IPAddress.TryParse(server, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && server.Split('.').Length == 4;
        return value with { SourceUsername = value.SourceUsername.Trim(), SourceServer = isAddress ? server : DomainKey.Validate(server, "mail server") };
    }
}
