using System.Net;
using System.Security;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>An account elsewhere whose mail is fetched into a mailbox.</summary>
[PanelObject("mail_fetchmail", Form = "mail/mail_get", IdColumn = "mailget_id", Noun = "NpMailFetch", Title = "fetched account", Unique = false,
    View = "Id:5> SourceUsername:14 SourceServer:20 Protocol:8 Destination:20 Active")]
[Counts(nameof(Client.MailFetchLimit))]
public sealed partial record MailFetch : PanelObject
{
    /// <summary>The user at the other server; the natural key together with server and mailbox.</summary>
    [Column("source_username"), Key, Required(Position = 0)] public string SourceUsername { get; init; } = "";

    /// <summary>The other server: its name or its IPv4 address.</summary>
    [Column("source_server"), KeyPart, Required(Position = 1)] public string SourceServer { get; init; } = "";

    /// <summary>The mailbox that gets the mail.</summary>
    [Column("destination", Aliases = ["Email"]), Link(typeof(Mailbox), Parent = true), KeyPart] public string Destination { get; init; } = "";

    /// <summary>The password at the other server. The panel keeps it in clear; never read back here.</summary>
    [Column("source_password"), Secret(Mandatory = true)] public SecureString? SourcePassword { get; init; }

    /// <summary>How it is fetched.</summary>
    [Column("type", Aliases = ["Type"])] public FetchProtocol Protocol { get; init; } = FetchProtocol.ImapTls;

    /// <summary>Whether mail is deleted there once it is fetched.</summary>
    [Column("source_delete")] public bool DeleteFetched { get; init; }

    /// <summary>Whether mail that was read there is fetched as well. Only together with deleting: it would come again every time.</summary>
    [Column("source_read_all")] public bool FetchRead { get; init; }

    /// <summary>Whether it is in force.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>The number of the mail server; that of the mailbox unless given.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

/// <summary>How mail is fetched.</summary>
public enum FetchProtocol
{
    /// <summary>POP3, readable by everyone on the way.</summary>
    [Word("pop3")] Pop3,

    /// <summary>IMAP, readable by everyone on the way.</summary>
    [Word("imap")] Imap,

    /// <summary>POP3 over TLS.</summary>
    [Word("pop3ssl")] Pop3Tls,

    /// <summary>IMAP over TLS.</summary>
    [Word("imapssl")] ImapTls,

    /// <summary>Something else that the panel holds.</summary>
    Other,
}

public sealed partial class MailFetchNoun
{
    /// <inheritdoc/>
    public override ValueTask<Prepared<MailFetch>> PrepareAsync(MailFetch value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        Combine(value);
        return FollowAsync(Validate(value), given, lookup, cancel);
    }

    /// <inheritdoc/>
    public override async ValueTask<MailFetch> PrepareChangeAsync(MailFetch before, MailFetch after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.DeleteFetched != before.DeleteFetched || after.FetchRead != before.FetchRead) Combine(after);
        var fetch = KeepUnspecified(before, after, Validate(after));
        // The server that keeps the mailbox fetches.
        return fetch.Destination == before.Destination ? fetch : await FollowServerAsync(before, fetch, lookup, cancel).ConfigureAwait(false);
    }

    // The panel's own page refuses it, the remote API does not.
    private static void Combine(MailFetch value)
    {
        if (value is { FetchRead: true, DeleteFetched: false })
            throw new FormatException("Mail that was read and is left on the other server would be fetched again every time. Use -DeleteFetched $true with -FetchRead $true, or neither.");
    }

    private static MailFetch Validate(MailFetch value)
    {
        if (value.SourceUsername.Trim().Length == 0) throw new FormatException("The user at the other server is missing. Give -SourceUsername.");
        var server = value.SourceServer.Trim();
        var isAddress = IPAddress.TryParse(server, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && server.Split('.').Length == 4;
        return value with { SourceUsername = value.SourceUsername.Trim(), SourceServer = isAddress ? server : DomainKey.Validate(server, "mail server") };
    }
}
