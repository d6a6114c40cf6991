using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A domain whose mail is delivered to the same addresses of another mail domain.</summary>
[PanelObject("mail_aliasdomain", Form = "mail/mail_aliasdomain", Table = "mail_forwarding", IdColumn = "forwarding_id", Noun = "NpMailDomainAlias", Title = "alias domain", Only = "type=aliasdomain",
    View = "Id:5> Domain:31 Destination:31 Active")]
[Counts(nameof(Clients.Client.MailDomainAliasLimit))]
public sealed partial record MailDomainAlias : PanelObject
{
    /// <summary>Domain that is the alias; the natural key. The panel stores it with a leading @.</summary>
    [Column("source", Prefix = "@"), Key, Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>Mail domain that receives the mail. The panel stores it with a leading @.</summary>
    [Column("destination", Prefix = "@"), Link(typeof(MailDomain), Name = "Destination", Parent = true), Required(Position = 1)] public string Destination { get; init; } = "";

    /// <summary>Kind of row in the panel's shared table.</summary>
    [Column("type", Internal = true, Resend = true)] public string Type { get; init; } = "aliasdomain";

    /// <summary>Whether the alias domain is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the mail server. The default is the server of the destination.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class MailDomainAliasNoun
{
    /// <inheritdoc/>
    internal override void Note(MailDomainAlias added, PanelLookup lookup)
        => Forwardings.Note(added, "@" + added.Domain, "@" + added.Destination, added.Type, added.Active, lookup);

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key.TrimStart('@'));

    /// <inheritdoc/>
    public override async ValueTask<Prepared<MailDomainAlias>> PrepareAsync(MailDomainAlias value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var alias = await ValidateAsync(value, lookup, cancel).ConfigureAwait(false);
        var prepared = await InheritFromParentAsync(alias, given, lookup, cancel).ConfigureAwait(false);
        var isDomain = (await lookup.Table(MailDomainNoun.Instance).GetByKeyAsync(alias.Domain, cancel).ConfigureAwait(false)).Count > 0;
        return isDomain ? prepared with { Caution = $"Mail domain {alias.Domain} cannot have mailboxes while it is an alias of {alias.Destination}." } : prepared;
    }

    /// <inheritdoc/>
    public override async ValueTask<MailDomainAlias> PrepareChangeAsync(MailDomainAlias before, MailDomainAlias after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.Domain == before.Domain && after.Destination == before.Destination) return after;
        return await InheritServerAsync(before, await ValidateAsync(after, lookup, cancel).ConfigureAwait(false), lookup, cancel).ConfigureAwait(false);
    }

    private static async Task<MailDomainAlias> ValidateAsync(MailDomainAlias value, PanelLookup lookup, CancellationToken cancel)
    {
        var alias = value with { Domain = DomainKey.Validate(value.Domain.TrimStart('@'), "alias domain"), Destination = DomainKey.Validate(value.Destination, "mail domain") };
        if (alias.Domain == alias.Destination) throw new RuleException(Rule.PointsToItself, $"{alias.Domain} cannot be an alias of itself. Specify another mail domain as -Destination.");
        await Forwardings.RefuseAliasDomainAsync(alias.Destination, "alias domains", lookup, cancel).ConfigureAwait(false);
        if (await Forwardings.WholeDomainAsync(alias.Domain, lookup, cancel).ConfigureAwait(false) is { IsAliasDomain: false })
            throw new RuleException(Rule.DomainInUse, $"{alias.Domain} has a catch-all, which would receive the mail instead. Remove it first: Remove-NpMailCatchAll {alias.Domain}");
        KeyValuePair<string, string>[] boxes = [new("email", "%@" + alias.Domain)];
        if (await lookup.Table(MailboxNoun.Instance).FirstAsync(boxes, cancel).ConfigureAwait(false) is { } box)
            throw new RuleException(Rule.DomainInUse, $"{alias.Domain} has mailboxes, such as {box}, which would no longer receive mail. Remove them or move them to another domain first.");
        return alias;
    }
}
