using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Another address of a mailbox.</summary>
[PanelObject("mail_alias", Form = "mail/mail_alias", Table = "mail_forwarding", IdColumn = "forwarding_id", Noun = "NpMailAlias", Title = "mail alias", Only = "type=alias", Unique = false,
    View = "Id:5> Source:31 Destination:31 Active")]
[Counts(nameof(Clients.Client.MailAliasLimit))]
public sealed partial record MailAlias : PanelObject
{
    /// <summary>Address of the alias; the natural key together with the destination.</summary>
    [Column("source", Aliases = ["Alias"]), Key, EndsWithKeyOf(typeof(MailDomain), '@', Whole = "Address", Part = "LocalPart", Name = "Domain"), Required(Position = 0)] public string Source { get; init; } = "";

    /// <summary>Mailbox that receives the mail.</summary>
    [Column("destination", Aliases = ["Mailbox"]), CompletedWith(typeof(Mailbox)), KeyPart, Required(Position = 1)] public string Destination { get; init; } = "";

    /// <summary>Kind of row in the panel's shared table.</summary>
    [Column("type", Internal = true, Resend = true)] public string Type { get; init; } = "alias";

    /// <summary>Whether the alias is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>Whether the mailbox may send mail from this address.</summary>
    [Column("allow_send_as")] public bool AllowSendAs { get; init; } = true;

    /// <summary>Whether mail from unknown senders is greylisted (RFC 6647).</summary>
    [Column("greylisting")] public bool Greylisting { get; init; }

    /// <summary>ID of the mail server. The default is the server of the mail domain.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class MailAliasNoun
{
    /// <inheritdoc/>
    internal override IReadOnlyList<Type> AddedAfter { get; } = [typeof(Mailbox)];

    /// <inheritdoc/>
    public override async ValueTask<MailAlias?> FindExistingAsync(MailAlias value, PanelLookup lookup, CancellationToken cancel)
        => await Forwardings.FindAsync(value.Source, value.Destination, lookup, cancel).ConfigureAwait(false) is { } existing
            ? await lookup.Table(this).GetAsync(existing.Id, cancel).ConfigureAwait(false)
            : null;

    /// <inheritdoc/>
    internal override void Note(MailAlias added, PanelLookup lookup)
        => Forwardings.Note(added, added.Source, added.Destination, added.Type, added.Active, lookup);

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key);

    /// <inheritdoc/>
    public override ValueTask<Prepared<MailAlias>> PrepareAsync(MailAlias value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => InheritFromParentAsync(Validate(value), given, lookup, cancel);

    /// <inheritdoc/>
    public override async ValueTask<MailAlias> PrepareChangeAsync(MailAlias before, MailAlias after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.Source == before.Source && after.Destination == before.Destination) return after;
        var alias = Validate(after);
        return alias.Source == before.Source ? alias : await InheritServerAsync(before, alias, lookup, cancel).ConfigureAwait(false);
    }

    /// <summary>The panel refuses the address of a mailbox that receives mail (mail_alias_add, mail_alias_update).</summary>
    /// <inheritdoc/>
    internal override async ValueTask<string?> FindConflictAsync(MailAlias? before, MailAlias after, PanelLookup lookup, CancellationToken cancel)
        => before?.Source != after.Source && (await lookup.Table(MailboxNoun.Instance).GetByKeyAsync(after.Source, cancel).ConfigureAwait(false)).Any(mailbox => mailbox.Receive) ? "There is already a mailbox with this email address." : null;

    private static MailAlias Validate(MailAlias value)
    {
        var alias = value with { Source = AddressKey.Validate(value.Source), Destination = AddressKey.Validate(value.Destination) };
        return alias.Source != alias.Destination ? alias : throw new RuleException(Rule.PointsToItself, $"Mail alias '{alias.Source}' cannot point to itself. Specify another address as -Destination.");
    }
}
