using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A route for mail: which way mail for a domain or an address leaves the server (Postfix, transport(5)).</summary>
[PanelObject("mail_transport", Form = "mail/mail_transport", IdColumn = "transport_id", Noun = "NpMailTransport", Title = "mail transport", Unique = false, Service = ServerService.Mail,
    View = "Id:5> Domain:26 Transport:28 SortOrder:9> Active")]
[Counts(nameof(Client.MailTransportLimit))]
public sealed partial record MailTransport : PanelObject
{
    /// <summary>For what it is: a domain, .domain for all below it, an address, or * for everything; the natural key, once for each server.</summary>
    [Column("domain"), Key, Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>The way: a transport, a colon and the next host, as in smtp:mx.example.org, smtp:[192.0.2.25]:25, slow: or error:closed.</summary>
    [Column("transport"), Required(Position = 1)] public string Transport { get; init; } = "";

    /// <summary>Its place among others, from 1 to 10.</summary>
    [Column("sort_order")] public long SortOrder { get; init; } = 5;

    /// <summary>Whether it is in force.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>The number of its mail server; the first one, or the client's, unless given.</summary>
    [Column("server_id"), KeyPart] public long ServerId { get; init; } = 1;
}

public sealed partial class MailTransportNoun
{
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key.Contains('@', StringComparison.Ordinal) ? key : DomainKey.Normalize(key));

    /// <inheritdoc/>
    public override ValueTask<Prepared<MailTransport>> PrepareAsync(MailTransport value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => FollowAsync(Validate(value), given, lookup, cancel);

    /// <inheritdoc/>
    public override ValueTask<MailTransport> PrepareChangeAsync(MailTransport before, MailTransport after, PanelLookup lookup, CancellationToken cancel)
        => new(Differences(before, after).Without(ActiveOrdinal).IsEmpty ? after : Validate(after));

    private static MailTransport Validate(MailTransport value)
    {
        ValueCheck.Between(value.SortOrder, 1, 10, nameof(MailTransport.SortOrder));
        var way = value.Transport.Trim();
        var colon = way.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || way == ":" || !way[..colon].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') || way.Any(char.IsControl) || way.Length > 255)
            throw new FormatException($"{Excerpt.Of(value.Transport)} is no way for mail. Give a transport, a colon and the next host, as in smtp:mx.example.org or smtp:[192.0.2.25]:25.");
        return value with { Domain = Target(value.Domain.Trim()), Transport = way };
    }

    private static string Target(string typed)
    {
        if (typed == "*") return typed;
        if (typed.StartsWith('.')) return "." + DomainKey.Validate(typed[1..], "domain");
        return typed.Contains('@', StringComparison.Ordinal) ? EmailAddress.Parse(typed, allowPlus: true).Address : DomainKey.Validate(typed, "domain");
    }
}
