using System.Security;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A mailing list (Mailman).</summary>
[PanelObject("mail_mailinglist", Form = "mail/mail_mailinglist", IdColumn = "mailinglist_id", Noun = "NpMailingList", Title = "mailing list",
    View = "Id:5> Name:20 Domain:24 Email")]
[Counts(nameof(Client.MailingListLimit))]
public sealed partial record MailingList : PanelObject
{
    /// <summary>Its name, which stands before the @ of its address; the natural key, as the panel has each name once. 2 to 255 characters.</summary>
    [Column("listname", Aliases = ["ListName"]), Key, Required(Position = 0)] public string Name { get; init; } = "";

    /// <summary>The mail domain that it is in.</summary>
    [Column("domain"), Link(typeof(MailDomain), Name = "Domain", Parent = true), Required(Position = 1)] public string Domain { get; init; } = "";

    /// <summary>The mail address of its owner.</summary>
    [Column("email", Aliases = ["OwnerEmail"]), Required] public string Email { get; init; } = "";

    /// <summary>The password of its owner; at least 8 characters of the kinds that the panel's rule asks for. The panel keeps it in clear; never read back here.</summary>
    [Column("password"), Secret(Mandatory = true)] public SecureString? Password { get; init; }

    /// <summary>The number of its mail server; that of its mail domain unless given.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class MailingListNoun
{
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => key.Trim().ToLowerInvariant();

    /// <inheritdoc/>
    public override async ValueTask<Prepared<MailingList>> PrepareAsync(MailingList value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var list = Validate(value);
        var prepared = await FollowAsync(list, given, lookup, cancel).ConfigureAwait(false);
        await Forwardings.RefuseAliasDomainAsync(list.Domain, "mailing list", lookup, cancel).ConfigureAwait(false);
        var address = $"{list.Name}@{list.Domain}";
        // The panel's own page refuses an address in use, the remote API does not.
        if (await Forwardings.ActiveAsync(address, lookup, cancel).ConfigureAwait(false) is { } there)
            throw new FormatException($"{address} is a {MailForwardingNoun.Instance.TitleOf(there)} already. Give the list another name.");
        if ((await lookup.Table(MailboxNoun.Instance).GetByKeyAsync(address, cancel).ConfigureAwait(false)).Count > 0)
            throw new FormatException($"{address} is a mailbox already. Give the list another name.");
        return prepared;
    }

    /// <inheritdoc/>
    public override async ValueTask<MailingList> PrepareChangeAsync(MailingList before, MailingList after, PanelLookup lookup, CancellationToken cancel)
    {
        var list = Validate(after);
        // Mailman cannot rename a list: the panel would keep a name that the server does not have.
        if (list.Name != before.Name || list.Domain != before.Domain)
            throw new FormatException($"The mailing list {before} can have neither another name nor another domain: the server does not rename lists. Add a new one and remove this one.");
        _ = await ParentAsync(list, lookup, cancel).ConfigureAwait(false);
        return KeepUnspecified(before, after, list);
    }

    private static MailingList Validate(MailingList value)
    {
        var name = value.Name.Trim().ToLowerInvariant();
        if (name.Length is < 2 or > 255 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "._+-".Contains(c, StringComparison.Ordinal)) || !(char.IsAsciiLetterOrDigit(name[0]) || name[0] == '_'))
            throw new FormatException($"{Excerpt.Of(value.Name)} is not the name of a mailing list. Give what stands before the @ alone, as in news: 2 to 255 letters, digits, dots, hyphens and underscores.");
        return value with { Name = name, Email = AddressKey.Validate(value.Email) };
    }
}
