using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>An address whose mail is forwarded to other addresses, on this panel or elsewhere.</summary>
[PanelObject("mail_forward", Form = "mail/mail_forward", Table = "mail_forwarding", IdColumn = "forwarding_id", Noun = "NpMailForward", Title = "mail forward", Only = "type=forward", Unique = false,
    View = "Id:5> Source:31 Destination:31 Active")]
[Counts(nameof(Clients.Client.MailForwardLimit))]
public sealed partial record MailForward : PanelObject
{
    /// <summary>Address that is forwarded; the natural key together with the destination.</summary>
    [Column("source"), Key, EndsWithKeyOf(typeof(MailDomain), '@', Whole = "Address", Part = "LocalPart", Name = "Domain"), Required(Position = 0)] public string Source { get; init; } = "";

    /// <summary>Addresses that receive the mail, at least one.</summary>
    [Column("destination", Separator = "\n"), CompletedWith(typeof(Mailbox)), KeyPart, Required(Position = 1)] public string[] Destination { get; init; } = [];

    /// <summary>Kind of row in the panel's shared table.</summary>
    [Column("type", Internal = true, Resend = true)] public string Type { get; init; } = "forward";

    /// <summary>Whether the forward is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>Whether the destinations may send mail from this address.</summary>
    [Column("allow_send_as")] public bool AllowSendAs { get; init; }

    /// <summary>Whether mail from unknown senders is greylisted (RFC 6647).</summary>
    [Column("greylisting")] public bool Greylisting { get; init; }

    /// <summary>ID of the mail server. The default is the server of the mail domain.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class MailForwardNoun
{
    /// <inheritdoc/>
    internal override IReadOnlyList<Type> AddedAfter { get; } = [typeof(Mailbox)];

    /// <inheritdoc/>
    public override async ValueTask<MailForward?> FindExistingAsync(MailForward value, PanelLookup lookup, CancellationToken cancel)
        => await Forwardings.FindAsync(value.Source, Joined(value), lookup, cancel).ConfigureAwait(false) is { } existing
            ? await lookup.Table(this).GetAsync(existing.Id, cancel).ConfigureAwait(false)
            : null;

    /// <inheritdoc/>
    internal override void Note(MailForward added, PanelLookup lookup)
        => Forwardings.Note(added, added.Source, Joined(added), added.Type, added.Active, lookup);

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => AddressKey.Normalize(key);

    /// <inheritdoc/>
    public override async ValueTask<Prepared<MailForward>> PrepareAsync(MailForward value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var forward = Validate(value);
        var prepared = await InheritFromParentAsync(forward, given, lookup, cancel).ConfigureAwait(false);
        await RefuseMailboxAsync(forward.Source, lookup, cancel).ConfigureAwait(false);
        return prepared;
    }

    /// <inheritdoc/>
    public override async ValueTask<MailForward> PrepareChangeAsync(MailForward before, MailForward after, PanelLookup lookup, CancellationToken cancel)
    {
        if (Differences(before, after).Intersect(ColumnSet.Empty.With(SourceOrdinal).With(DestinationOrdinal)).IsEmpty) return after;
        var forward = Validate(after);
        if (forward.Source == before.Source) return forward;
        await RefuseMailboxAsync(forward.Source, lookup, cancel).ConfigureAwait(false);
        return await InheritServerAsync(before, forward, lookup, cancel).ConfigureAwait(false);
    }

    private static string Joined(MailForward forward) => string.Join("\n", forward.Destination);

    // The panel's web interface refuses this; through the remote API the mailbox would no longer receive mail.
    private static async Task RefuseMailboxAsync(string address, PanelLookup lookup, CancellationToken cancel)
    {
        if (await lookup.Table(MailboxNoun.Instance).GetByKeyAsync(address, cancel).ConfigureAwait(false) is [{ Receive: true }, ..])
            throw new RuleException(Rule.AddressTaken, $"'{address}' is a mailbox, which would no longer receive mail with a forward for the same address. To send copies, use Set-NpMailbox {address} -Cc, or remove the mailbox first.");
    }

    private static MailForward Validate(MailForward value)
    {
        var forward = value with { Source = AddressKey.Validate(value.Source), Destination = AddressKey.ValidateTargets(value.Destination) };
        if (forward.Destination.Length == 0) throw new RuleException(Rule.ValueMissing, $"Mail forward '{forward.Source}' has no destination. Specify at least one address as -Destination.");
        return forward.Destination.Any(target => target != forward.Source) ? forward : throw new RuleException(Rule.PointsToItself, $"Mail forward '{forward.Source}' cannot point to itself. Specify another address as -Destination.");
    }
}
