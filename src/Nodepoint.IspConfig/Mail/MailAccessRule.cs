using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>An access rule of the mail server: mail from or to an address is accepted or rejected before any other check.</summary>
[PanelObject("mail_whitelist", Form = "mail/mail_whitelist", Table = "mail_access", IdColumn = "access_id", Noun = "NpMailAccessRule", Title = "mail access rule", Unique = false, Service = ServerService.Mail,
    View = "Id:5> Source:38 Type:10 Action:7 Active")]
[Counts(nameof(Clients.Client.MailAccessRuleLimit))]
public sealed partial record MailAccessRule : PanelObject
{
    /// <summary>What the rule applies to: an email address, a domain, or, with -Type Client, a host name or IP address. The natural key together with the type and the server.</summary>
    [Column("source", Aliases = ["Address"]), Key, Required(Position = 0)] public string Source { get; init; } = "";

    /// <summary>Whether matching mail is accepted (Allow) or rejected (Reject).</summary>
    [Column("access"), Required(Position = 1)] public AccessAction Action { get; init; } = AccessAction.Allow;

    /// <summary>What the source is: the recipient, the sender, or the client that connects to the mail server.</summary>
    [Column("type"), KeyPart] public AccessRuleType Type { get; init; } = AccessRuleType.Recipient;

    /// <summary>Whether the access rule is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the mail server. The default is the client's mail server, or else the first one.</summary>
    [Column("server_id"), KeyPart] public long ServerId { get; init; } = 1;
}

/// <summary>What the source of an access rule is.</summary>
public enum AccessRuleType
{
    /// <summary>The recipient of the mail.</summary>
    [Word("recipient")] Recipient,

    /// <summary>The sender of the mail.</summary>
    [Word("sender")] Sender,

    /// <summary>The host that delivers the mail.</summary>
    [Word("client")] Client,

    /// <summary>Another value stored on the panel.</summary>
    Other,
}

public sealed partial class MailAccessRuleNoun
{
    // Postfix looks up a network by the first one to three numbers of an IPv4 address.
    private const int FewestNumbers = 1;
    private const int AddressNumbers = 4;

    /// <summary>Allow and deny rules share a table; the action decides which functions write a rule.</summary>
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
        if (value.Type != AccessRuleType.Client) return value with { Source = NormalizeAddress(source) };
        if (source.Contains('@', StringComparison.Ordinal)) throw new RuleException(Rule.InvalidSource, $"{Excerpt.Of(value.Source)} is an email address, which -Type Client does not accept. Use a host name or an IP address such as 192.0.2.7, or -Type Sender or Recipient.");
        if (source.Contains('/', StringComparison.Ordinal)) throw new RuleException(Rule.InvalidSource, $"{Excerpt.Of(value.Source)} contains a slash, which the mail server does not look up. For a network, use its leading numbers, such as 192.0.2 for 192.0.2.0/24.");
        return value with { Source = AddressText.TryParse(source, out _) || IsNetwork(source) ? source : DomainKey.Validate(source.TrimStart('.'), "client host") };
    }

    private static bool IsNetwork(string source)
    {
        var parts = source.Split('.');
        return parts.Length is >= FewestNumbers and < AddressNumbers && parts.All(part => byte.TryParse(part, out _));
    }

    // Postfix looks up user@domain, domain, and user@ (any domain).
    private static string NormalizeAddress(string source)
    {
        if (source.EndsWith('@')) return EmailAddress.Parse(source + "example.com", allowPlus: true).LocalPart + "@";
        if (source.StartsWith('@')) return DomainKey.Validate(source[1..], "domain");
        return source.Contains('@', StringComparison.Ordinal) ? EmailAddress.Parse(source, allowPlus: true).Address : DomainKey.Validate(source, "domain");
    }
}
