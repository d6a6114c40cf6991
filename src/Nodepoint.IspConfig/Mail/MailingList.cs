using System.Security;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A mailing list (Mailman).</summary>
[PanelObject("mail_mailinglist", Form = "mail/mail_mailinglist", IdColumn = "mailinglist_id", Noun = "NpMailingList", Title = "mailing list",
    View = "Id:5> Name:20 Domain:24 Email")]
[Counts(nameof(Clients.Client.MailingListLimit))]
public sealed partial record MailingList : PanelObject
{
    /// <summary>Name of the list, the part of its address before the @; the natural key, because names are unique on the panel. 2 to 255 characters.</summary>
    [Column("listname", Aliases = ["ListName"]), Key, Required(Position = 0)] public string Name { get; init; } = "";

    /// <summary>Mail domain of the list.</summary>
    [Column("domain"), Link(typeof(MailDomain), Name = "Domain", Parent = true), Required(Position = 1)] public string Domain { get; init; } = "";

    /// <summary>Email address of the list's owner.</summary>
    [Column("email", Aliases = ["OwnerEmail"]), Required] public string Email { get; init; } = "";

    /// <summary>Password of the list's owner. It is checked against the panel's password rule. The panel stores it in plain text; it is never read back.</summary>
    [Column("password"), Secret(Mandatory = true)] public SecureString? Password { get; init; }

    /// <summary>ID of the mail server. The default is the server of the mail domain.</summary>
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
        var prepared = await InheritFromParentAsync(list, given, lookup, cancel).ConfigureAwait(false);
        await Forwardings.RefuseAliasDomainAsync(list.Domain, "mailing lists", lookup, cancel).ConfigureAwait(false);
        var address = $"{list.Name}@{list.Domain}";
        // The panel's web interface refuses an address in use; the remote API does not.
        if (await Forwardings.ActiveAsync(address, lookup, cancel).ConfigureAwait(false) is { } existing)
            throw new RuleException(Rule.AddressTaken, $"'{address}' is already used by a {MailForwardingNoun.Instance.TitleOf(existing)}. Specify another -Name.");
        if ((await lookup.Table(MailboxNoun.Instance).GetByKeyAsync(address, cancel).ConfigureAwait(false)).Count > 0)
            throw new RuleException(Rule.AddressTaken, $"'{address}' is already used by a mailbox. Specify another -Name.");
        return prepared;
    }

    /// <inheritdoc/>
    public override async ValueTask<MailingList> PrepareChangeAsync(MailingList before, MailingList after, PanelLookup lookup, CancellationToken cancel)
    {
        var list = Validate(after);
        // Mailman cannot rename a list, so the panel would store a name that does not exist on the server.
        if (list.Name != before.Name || list.Domain != before.Domain)
            throw new RuleException(Rule.ChangeNotAllowed, $"Cannot change the name or domain of mailing list {before} because the mail server does not rename lists. Create a new list and remove this one.");
        _ = await ParentAsync(list, lookup, cancel).ConfigureAwait(false);
        return KeepUnspecified(before, after, list);
    }

    private static MailingList Validate(MailingList value)
    {
        var name = value.Name.Trim().ToLowerInvariant();
        if (name.Length is < 2 or > 255 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "._+-".Contains(c, StringComparison.Ordinal)) || !(char.IsAsciiLetterOrDigit(name[0]) || name[0] == '_'))
            throw new RuleException(Rule.InvalidName, $"{Excerpt.Of(value.Name)} is not a valid name of a mailing list. Specify only the part before the @, such as news: 2 to 255 letters, digits and . _ + -, beginning with a letter, digit or underscore.");
        return value with { Name = name, Email = AddressKey.Validate(value.Email) };
    }
}
