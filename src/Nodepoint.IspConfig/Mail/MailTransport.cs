using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A mail route: how mail for a domain or address leaves the server (Postfix, transport(5)).</summary>
[PanelObject("mail_transport", Form = "mail/mail_transport", IdColumn = "transport_id", Noun = "NpMailTransport", Title = "mail transport", Unique = false, Service = ServerService.Mail,
    View = "Id:5> Domain:26 Transport:28 SortOrder:9> Active")]
[Counts(nameof(Clients.Client.MailTransportLimit))]
public sealed partial record MailTransport : PanelObject
{
    /// <summary>What the route applies to: a domain, .example.com for its subdomains, an address, or * for everything. The natural key together with the server.</summary>
    [Column("domain"), Key, Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>Transport and next hop, such as smtp:mx.example.org, smtp:[192.0.2.25]:25, slow: or error:closed.</summary>
    [Column("transport"), Required(Position = 1)] public string Transport { get; init; } = "";

    /// <summary>Order among other transports, from 1 to 10.</summary>
    [Column("sort_order")] public long SortOrder { get; init; } = 5;

    /// <summary>Whether the transport is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the mail server. The default is the client's mail server, or else the first one.</summary>
    [Column("server_id"), KeyPart] public long ServerId { get; init; } = 1;
}

public sealed partial class MailTransportNoun
{
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key.Contains('@', StringComparison.Ordinal) ? key : DomainKey.Normalize(key));

    /// <inheritdoc/>
    public override ValueTask<Prepared<MailTransport>> PrepareAsync(MailTransport value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => InheritFromParentAsync(Validate(value), given, lookup, cancel);

    /// <inheritdoc/>
    public override ValueTask<MailTransport> PrepareChangeAsync(MailTransport before, MailTransport after, PanelLookup lookup, CancellationToken cancel)
        => new(Differences(before, after).Without(ActiveOrdinal).IsEmpty ? after : Validate(after));

    private static MailTransport Validate(MailTransport value)
    {
        ValueCheck.Between(value.SortOrder, 1, 10, nameof(MailTransport.SortOrder));
        var transport = value.Transport.Trim();
        var colon = transport.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || transport == ":" || !transport[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || transport.Any(char.IsControl) || transport.Length > 255)
            throw new RuleException(Rule.InvalidTransport, $"{Excerpt.Of(value.Transport)} is not a valid -Transport. Use a transport, a colon and the next hop, up to 255 characters, such as smtp:mx.example.org or smtp:[192.0.2.25]:25.");
        return value with { Domain = NormalizeDomain(value.Domain.Trim()), Transport = transport };
    }

    private static string NormalizeDomain(string typed)
    {
        if (typed == "*") return typed;
        if (typed.StartsWith('.')) return "." + DomainKey.Validate(typed[1..], "domain");
        return typed.Contains('@', StringComparison.Ordinal) ? EmailAddress.Parse(typed, allowPlus: true).Address : DomainKey.Validate(typed, "domain");
    }
}
