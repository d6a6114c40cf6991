using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A second address of a mailbox.</summary>
[PanelObject("mail_alias", Form = "mail/mail_alias", Table = "mail_forwarding", IdColumn = "forwarding_id", Noun = "NpMailAlias", Title = "mail alias", Only = "type=alias", Unique = false,
    View = "Id:5> Source:31 Destination:31 Active")]
[Counts(nameof(Client.MailAliasLimit))]
public sealed partial record MailAlias : PanelObject
{
    /// <summary>The second address; the natural key together with the destination.</summary>
    [Column("source", Aliases = ["Alias"]), Key, InMailDomain, Required(Position = 0)] public string Source { get; init; } = "";

    /// <summary>The mailbox that gets its mail.</summary>
    [Column("destination", Aliases = ["Mailbox"]), KeyPart, Required(Position = 1)] public string Destination { get; init; } = "";

    /// <summary>What kind of row it is in the panel's shared table.</summary>
    [Column("type", Internal = true, Resend = true)] public string Type { get; init; } = "alias";

    /// <summary>Whether it is in force.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>Whether the mailbox may send mail with this address.</summary>
    [Column("allow_send_as")] public bool AllowSendAs { get; init; } = true;

    /// <summary>Whether unknown senders are asked to come again (RFC 6647).</summary>
    [Column("greylisting")] public bool Greylisting { get; init; }

    /// <summary>The number of its mail server; that of its mail domain unless given.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class MailAliasNoun
{
    /// <inheritdoc/>
    public override async ValueTask<MailAlias?> FindExistingAsync(MailAlias value, PanelLookup lookup, CancellationToken cancel)
        => await Forwardings.FindAsync(value.Source, value.Destination, lookup, cancel).ConfigureAwait(false) is { } there
            ? await lookup.Table(this).GetAsync(there.Id, cancel).ConfigureAwait(false)
            : null;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key);

    /// <inheritdoc/>
    public override ValueTask<Prepared<MailAlias>> PrepareAsync(MailAlias value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => FollowAsync(Validate(value), given, lookup, cancel);

    /// <inheritdoc/>
    public override async ValueTask<MailAlias> PrepareChangeAsync(MailAlias before, MailAlias after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.Source == before.Source && after.Destination == before.Destination) return after;
        var alias = Validate(after);
        return alias.Source == before.Source ? alias : await FollowServerAsync(before, alias, lookup, cancel).ConfigureAwait(false);
    }

    private static MailAlias Validate(MailAlias value)
    {
        var alias = value with { Source = AddressKey.Validate(value.Source), Destination = AddressKey.Validate(value.Destination) };
        return alias.Source != alias.Destination ? alias : throw new FormatException($"The alias {alias.Source} leads to itself. Give the address of another mailbox.");
    }
}
