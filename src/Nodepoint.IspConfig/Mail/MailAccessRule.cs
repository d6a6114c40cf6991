using System.Net;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A rule of the mail server: whose mail is taken or refused before anything else looks at it.</summary>
[PanelObject("mail_whitelist", Form = "mail/mail_whitelist", Table = "mail_access", IdColumn = "access_id", Noun = "NpMailAccessRule", Title = "mail access rule", Unique = false, Service = ServerService.Mail,
    View = "Id:5> Source:38 Type:10 Action:7 Active")]
[Counts(nameof(Client.MailAccessRuleLimit))]
public sealed partial record MailAccessRule : PanelObject
{
    /// <summary>Whom it is for: a mail address, a domain, or with the type Client a host name or an address; the natural key together with the type, once for each server.</summary>
    [Column("source", Aliases = ["Address"]), Key, Required(Position = 0)] public string Source { get; init; } = "";

    /// <summary>What is done.</summary>
    [Column("access"), Required(Position = 1)] public AccessAction Action { get; init; } = AccessAction.Allow;

    /// <summary>Who is meant by the source: the recipient, the sender, or the client that connects.</summary>
    [Column("type"), KeyPart] public AccessRuleType Type { get; init; } = AccessRuleType.Recipient;

    /// <summary>Whether it is in force.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>The number of its mail server; the first one, or the client's, unless given.</summary>
    [Column("server_id"), KeyPart] public long ServerId { get; init; } = 1;
}

/// <summary>Who is meant by the source of a mail access rule.</summary>
public enum AccessRuleType
{
    /// <summary>The one to whom mail is sent.</summary>
    [Word("recipient")] Recipient,

    /// <summary>The one who sends it.</summary>
    [Word("sender")] Sender,

    /// <summary>The machine that brings it.</summary>
    [Word("client")] Client,

    /// <summary>Something else that the panel holds.</summary>
    Other,
}

public sealed partial class MailAccessRuleNoun
{
    // The least and most parts of an IPv4 address by which Postfix looks a network up.
    private const int LeastParts = 1;
    private const int MostParts = 4;

    /// <summary>White and black list share a table; which functions write a rule goes by what it does.</summary>
    /// <inheritdoc/>
    public override string WriteFunctions(MailAccessRule value) => value.Action == AccessAction.Reject ? "mail_blacklist" : "mail_whitelist";

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key);

    /// <inheritdoc/>
    public override ValueTask<Prepared<MailAccessRule>> PrepareAsync(MailAccessRule value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => new(new Prepared<MailAccessRule>(Validate(value)));

    /// <inheritdoc/>
    public override ValueTask<MailAccessRule> PrepareChangeAsync(MailAccessRule before, MailAccessRule after, PanelLookup lookup, CancellationToken cancel)
        => new(after.Source == before.Source && after.Type == before.Type ? after : Validate(after));

    private static MailAccessRule Validate(MailAccessRule value)
    {
        var source = value.Source.Trim().ToLowerInvariant();
        if (value.Type != AccessRuleType.Client) return value with { Source = Party(source) };
        if (source.Contains('@', StringComparison.Ordinal)) throw new FormatException($"{Excerpt.Of(value.Source)} is a mail address. For the type Client give a host name or an address such as 192.0.2.7; for a mail address use -Type Sender or Recipient.");
        if (source.Contains('/', StringComparison.Ordinal)) throw new FormatException($"{Excerpt.Of(value.Source)} is a network in a form that the mail server does not look up here. Give its leading numbers, as in 192.0.2 for 192.0.2.0/24.");
        return value with { Source = IPAddress.TryParse(source, out _) || IsNetwork(source) ? source : DomainKey.Validate(source.TrimStart('.'), "client") };
    }

    private static bool IsNetwork(string source)
    {
        var parts = source.Split('.');
        return parts.Length is >= LeastParts and < MostParts && parts.All(part => byte.TryParse(part, out _));
    }

    // Postfix looks up user@domain, the domain, and user@ for any domain.
    private static string Party(string source)
    {
        if (source.EndsWith('@')) return EmailAddress.Parse(source + "example.com", allowPlus: true).LocalPart + "@";
        if (source.StartsWith('@')) return DomainKey.Validate(source[1..], "domain");
        return source.Contains('@', StringComparison.Ordinal) ? EmailAddress.Parse(source, allowPlus: true).Address : DomainKey.Validate(source, "domain");
    }
}
