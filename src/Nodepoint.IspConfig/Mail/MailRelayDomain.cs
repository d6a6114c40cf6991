using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A domain whose mail the server accepts and relays, as a backup MX does.</summary>
[PanelObject("mail_relay_domain", Form = "mail/mail_relay_domain", IdColumn = "relay_domain_id", Noun = "NpMailRelayDomain", Title = "relay domain", Unique = false, Service = ServerService.Mail,
    Dependents = [typeof(MailRelayRecipient)], View = "Id:5> Domain:40 Access:7 Active")]
public sealed partial record MailRelayDomain : PanelObject
{
    /// <summary>Name of the domain; the natural key together with the server.</summary>
    [Column("domain"), Key, Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>Whether mail for the domain is accepted (Allow) or rejected (Reject).</summary>
    [Column("access")] public AccessAction Access { get; init; } = AccessAction.Allow;

    /// <summary>Whether the relay domain is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the mail server. The default is the client's mail server, or else the first one.</summary>
    [Column("server_id"), KeyPart] public long ServerId { get; init; } = 1;
}

public sealed partial class MailRelayDomainNoun
{
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key);

    /// <inheritdoc/>
    public override async ValueTask<Prepared<MailRelayDomain>> PrepareAsync(MailRelayDomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var relay = value with { Domain = DomainKey.Validate(value.Domain, "relay domain") };
        await RefuseMailDomainAsync(relay, lookup, cancel).ConfigureAwait(false);
        return new Prepared<MailRelayDomain>(relay);
    }

    /// <inheritdoc/>
    public override async ValueTask<MailRelayDomain> PrepareChangeAsync(MailRelayDomain before, MailRelayDomain after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.Domain == before.Domain) return after;
        var relay = after with { Domain = DomainKey.Validate(after.Domain, "relay domain") };
        await RefuseMailDomainAsync(relay, lookup, cancel).ConfigureAwait(false);
        return relay;
    }

    // Postfix warns about a domain that is both a mail and a relay domain, and its behavior is undefined.
    private static async Task RefuseMailDomainAsync(MailRelayDomain relay, PanelLookup lookup, CancellationToken cancel)
    {
        if ((await lookup.Table(MailDomainNoun.Instance).GetByKeyAsync(relay.Domain, cancel).ConfigureAwait(false)).Count > 0)
            throw new RuleException(Rule.DomainInUse, $"{relay.Domain} is already a mail domain on the panel, so its mail is delivered locally and not relayed. Remove the mail domain first.");
    }
}
