using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>An address of a relay domain for which mail is accepted.</summary>
[PanelObject("mail_relay_recipient", Form = "mail/mail_relay_recipient", IdColumn = "relay_recipient_id", Noun = "NpMailRelayRecipient", Title = "relay recipient", Unique = false, Service = ServerService.Mail,
    Within = [typeof(MailRelayDomain)], View = "Id:5> Source:40 Access:7 Active")]
public sealed partial record MailRelayRecipient : PanelObject
{
    /// <summary>Address, or @example.com for a whole domain; the natural key together with the server.</summary>
    [Column("source", Aliases = ["Recipient", "Address"]), Key, Required(Position = 0)] public string Source { get; init; } = "";

    /// <summary>Whether mail for the address is accepted (Allow) or rejected (Reject).</summary>
    [Column("access")] public AccessAction Access { get; init; } = AccessAction.Allow;

    /// <summary>Whether the relay recipient is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the mail server. The default is the server of the relay domain, or else the client's or the first mail server.</summary>
    [Column("server_id"), KeyPart] public long ServerId { get; init; } = 1;
}

public sealed partial class MailRelayRecipientNoun
{
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key);

    /// <inheritdoc/>
    public override KeyValuePair<string, string> Within(PanelObject parent) => parent is MailRelayDomain domain ? new("source", "%@" + domain.Domain) : base.Within(parent);

    /// <inheritdoc/>
    public override async ValueTask<Prepared<MailRelayRecipient>> PrepareAsync(MailRelayRecipient value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var recipient = value with { Source = AddressKey.ValidateOrDomain(value.Source) };
        var domain = recipient.Source[(recipient.Source.LastIndexOf('@') + 1)..];
        var relays = await lookup.OnceAsync("relay domains", domain, () => lookup.Table(MailRelayDomainNoun.Instance).GetByKeyAsync(domain, cancel)).ConfigureAwait(false);
        if (relays.Count == 0) return new Prepared<MailRelayRecipient>(recipient) { Caution = $"{domain} is not a relay domain on the panel, so mail for {recipient.Source} is not accepted. Add the domain: New-NpMailRelayDomain {domain}" };
        var relay = relays.FirstOrDefault(relay => given.Contains(ServerIdOrdinal) && relay.ServerId == recipient.ServerId) ?? relays[0];
        var owner = await lookup.OwnerOfGroupAsync(relay.OwnerGroupId, cancel).ConfigureAwait(false);
        return new Prepared<MailRelayRecipient>(given.Contains(ServerIdOrdinal) ? recipient : OnServer(recipient, relay.ServerId), owner) { Follows = true };
    }

    /// <inheritdoc/>
    public override ValueTask<MailRelayRecipient> PrepareChangeAsync(MailRelayRecipient before, MailRelayRecipient after, PanelLookup lookup, CancellationToken cancel)
        => new(after.Source == before.Source ? after : after with { Source = AddressKey.ValidateOrDomain(after.Source) });
}
