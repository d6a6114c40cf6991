using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The destination of mail to addresses of a domain that do not exist.</summary>
[PanelObject("mail_catchall", Form = "mail/mail_domain_catchall", Table = "mail_forwarding", IdColumn = "forwarding_id", Noun = "NpMailCatchAll", Title = "catch-all", Only = "type=catchall",
    View = "Id:5> Domain:31 Destination:31 Active")]
[Counts(nameof(Clients.Client.MailCatchAllLimit))]
public sealed partial record MailCatchAll : PanelObject
{
    /// <summary>Mail domain; the natural key. The panel stores it with a leading @.</summary>
    [Column("source", Prefix = "@"), Key, Link(typeof(MailDomain), Name = "Domain", Parent = true), Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>Address that receives the mail.</summary>
    [Column("destination"), CompletedWith(typeof(Mailbox)), Required(Position = 1)] public string Destination { get; init; } = "";

    /// <summary>Kind of row in the panel's shared table.</summary>
    [Column("type", Internal = true, Resend = true)] public string Type { get; init; } = "catchall";

    /// <summary>Whether the destination may send mail from every address of the domain.</summary>
    [Column("allow_send_as")] public bool AllowSendAs { get; init; }

    /// <summary>Whether the catch-all is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>Whether mail from unknown senders is greylisted (RFC 6647).</summary>
    [Column("greylisting")] public bool Greylisting { get; init; }

    /// <summary>ID of the mail server. The default is the server of the mail domain.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class MailCatchAllNoun
{
    /// <inheritdoc/>
    internal override IReadOnlyList<Type> AddedAfter { get; } = [typeof(Mailbox), typeof(MailAlias), typeof(MailForward)];

    /// <inheritdoc/>
    internal override void Note(MailCatchAll added, PanelLookup lookup)
        => Forwardings.Note(added, "@" + added.Domain, added.Destination, added.Type, added.Active, lookup);

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key.TrimStart('@'));

    /// <inheritdoc/>
    public override async ValueTask<Prepared<MailCatchAll>> PrepareAsync(MailCatchAll value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var catchAll = await ValidateAsync(value, lookup, cancel).ConfigureAwait(false);
        return await InheritFromParentAsync(catchAll, given, lookup, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<MailCatchAll> PrepareChangeAsync(MailCatchAll before, MailCatchAll after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.Domain == before.Domain && after.Destination == before.Destination) return after;
        var catchAll = await ValidateAsync(after, lookup, cancel).ConfigureAwait(false);
        return catchAll.Domain == before.Domain ? catchAll : await InheritServerAsync(before, catchAll, lookup, cancel).ConfigureAwait(false);
    }

    private static async Task<MailCatchAll> ValidateAsync(MailCatchAll value, PanelLookup lookup, CancellationToken cancel)
    {
        var catchAll = value with { Domain = DomainKey.Validate(value.Domain.TrimStart('@'), "mail domain"), Destination = AddressKey.ValidateOrDomain(value.Destination) };
        if (catchAll.Destination.StartsWith('@')) throw new RuleException(Rule.DestinationNotAllowed, $"The destination of the catch-all of {catchAll.Domain} must be one address, not the domain '{catchAll.Destination}'. To redirect all addresses to another domain, use New-NpMailDomainAlias.");
        await Forwardings.RefuseAliasDomainAsync(catchAll.Domain, "a catch-all", lookup, cancel).ConfigureAwait(false);
        if (catchAll.Destination.EndsWith("@" + catchAll.Domain, StringComparison.Ordinal) && !await AddressKey.ExistsAsync(catchAll.Destination, lookup, cancel).ConfigureAwait(false))
            throw new RuleException(Rule.DestinationNotAllowed, $"'{catchAll.Destination}' does not exist, so its mail would be sent to the catch-all again. Create the mailbox first, or specify another address as -Destination.");
        return catchAll;
    }
}
