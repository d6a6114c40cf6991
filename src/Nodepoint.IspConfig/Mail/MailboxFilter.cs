using System.Globalization;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A filter rule of a mailbox, which the panel puts, in Sieve, into the custom filter of the mailbox.</summary>
[PanelObject("mail_user_filter", Form = "mail/mail_user_filter", IdColumn = "filter_id", Noun = "NpMailboxFilter", Title = "mailbox filter", Unique = false,
    View = "Id:5> MailboxId:9> Name:14 Source:7 Operator:9 SearchTerm:14 Action:6 Active")]
[Counts(nameof(Client.MailboxFilterLimit))]
public sealed partial record MailboxFilter : PanelObject
{
    // The panel makes the Sieve text from what an update sends, not from what it keeps: so all of it is sent.

    /// <summary>Its name; the natural key within its mailbox.</summary>
    [Column("rulename", Aliases = ["RuleName"]), Key, Required(Position = 0)] public string Name { get; init; } = "";

    /// <summary>The number of its mailbox.</summary>
    [Column("mailuser_id", Resend = true), Link(typeof(Mailbox), Parent = true), KeyPart] public long MailboxId { get; init; }

    /// <summary>What is looked at.</summary>
    [Column("source", Resend = true)] public FilterSource Source { get; init; } = FilterSource.Subject;

    /// <summary>How it is compared. A size is always "larger than".</summary>
    [Column("op", Resend = true, Aliases = ["Op"])] public FilterOperator Operator { get; init; } = FilterOperator.Contains;

    /// <summary>What it is compared with: a text, for Header a name and a text as in X-Spam-Flag: YES, for Size a number with k or m, as in 500k.</summary>
    [Column("searchterm", Resend = true), Required(Position = 1)] public string SearchTerm { get; init; } = "";

    /// <summary>What is done with the mail.</summary>
    [Column("action", Resend = true)] public FilterAction Action { get; init; } = FilterAction.Move;

    /// <summary>The folder to move it to, or the reason it is refused with; up to 100 letters, digits, blanks and . ' - _ &amp; /.</summary>
    [Column("target", Resend = true, Aliases = ["Folder"])] public string Target { get; init; } = "";

    /// <summary>Whether it is in force.</summary>
    [Column("active", Resend = true)] public bool Active { get; init; } = true;
}

/// <summary>What a mailbox filter looks at.</summary>
public enum FilterSource
{
    /// <summary>The subject.</summary>
    [Word("Subject")] Subject,

    /// <summary>The sender.</summary>
    [Word("From")] From,

    /// <summary>The recipient.</summary>
    [Word("To")] To,

    /// <summary>The mailing list that it came by.</summary>
    [Word("List-Id")] ListId,

    /// <summary>Any header, named in the search term.</summary>
    [Word("Header")] Header,

    /// <summary>The size.</summary>
    [Word("Size")] Size,

    /// <summary>Something else that the panel holds.</summary>
    Other,
}

/// <summary>How a mailbox filter compares.</summary>
public enum FilterOperator
{
    /// <summary>It is somewhere in it.</summary>
    [Word("contains")] Contains,

    /// <summary>It is the same.</summary>
    [Word("is")] Is,

    /// <summary>It stands at the beginning.</summary>
    [Word("begins")] Begins,

    /// <summary>It stands at the end.</summary>
    [Word("ends")] Ends,

    /// <summary>It is a regular expression that matches.</summary>
    [Word("regex")] Regex,

    /// <summary>It is what stands before the @ of the address.</summary>
    [Word("localpart")] LocalPart,

    /// <summary>It is the domain of the address.</summary>
    [Word("domain")] Domain,

    /// <summary>Something else that the panel holds.</summary>
    Other,
}

/// <summary>What a mailbox filter does.</summary>
public enum FilterAction
{
    /// <summary>The mail is put into the folder that is the target.</summary>
    [Word("move")] Move,

    /// <summary>The mail is thrown away.</summary>
    [Word("delete")] Delete,

    /// <summary>The mail is kept, and further rules are looked at.</summary>
    [Word("keep")] Keep,

    /// <summary>The mail is refused, with the target as the reason.</summary>
    [Word("reject")] Reject,

    /// <summary>Something else that the panel holds.</summary>
    Other,
}

public sealed partial class MailboxFilterNoun
{
    /// <inheritdoc/>
    public override ValueTask<Prepared<MailboxFilter>> PrepareAsync(MailboxFilter value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => FollowAsync(Validate(value), given, lookup, cancel);

    /// <inheritdoc/>
    public override ValueTask<MailboxFilter> PrepareChangeAsync(MailboxFilter before, MailboxFilter after, PanelLookup lookup, CancellationToken cancel)
    {
        // The panel would put the rule into the other mailbox and leave it in the first one.
        if (after.MailboxId != before.MailboxId)
            throw new FormatException($"The mailbox filter {before} cannot go to another mailbox. Add it there with New-NpMailboxFilter and remove it here.");
        return new(Differences(before, after).Without(ActiveOrdinal).Without(NameOrdinal).IsEmpty && after.Name.Length > 0 ? after : Validate(after));
    }

    private static MailboxFilter Validate(MailboxFilter value)
    {
        var filter = value with { Name = value.Name.Trim(), Target = value.Target.Trim() };
        if (filter.Name.Length == 0) throw new FormatException("The mailbox filter has no name. Give -Name.");
        ValueCheck.OneLine(filter.SearchTerm, nameof(MailboxFilter.SearchTerm));
        if (filter.SearchTerm.Trim().Length == 0) throw new FormatException($"The mailbox filter {filter} looks for nothing. Give -SearchTerm.");
        if (filter.Action == FilterAction.Move && filter.Target.Length == 0) throw new FormatException($"The mailbox filter {filter} moves mail, but not where to. Give a folder as -Target.");
        if (filter.Source == FilterSource.Size) CheckSize(filter);
        else if (filter.Operator == FilterOperator.Regex) ValueCheck.Pattern(filter.SearchTerm, nameof(MailboxFilter.SearchTerm));
        // Unescaped it would end the text in the script, and with it all filters of the mailbox.
        else if (filter.SearchTerm.Contains('"', StringComparison.Ordinal)) throw new FormatException($"The search term {Excerpt.Of(filter.SearchTerm)} has a quotation mark, which breaks the script that the panel makes of it. Leave it out, or use -Operator Regex.");
        if (filter.Source == FilterSource.Header && filter.SearchTerm.IndexOf(':', StringComparison.Ordinal) < 1) throw new FormatException($"The search term {Excerpt.Of(filter.SearchTerm)} names no header. Give its name, a colon and the text, as in X-Spam-Flag: YES.");
        if (filter is { Operator: FilterOperator.LocalPart or FilterOperator.Domain, Source: FilterSource.Subject or FilterSource.ListId })
            throw new FormatException($"{filter.Source} has no addresses, so that {filter.Operator} says nothing. Use the source From or To, or another operator.");
        return filter;
    }

    private static void CheckSize(MailboxFilter filter)
    {
        var term = filter.SearchTerm.Trim().ToLowerInvariant();
        if (!long.TryParse(term.TrimEnd('k', 'm'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size == 0)
            throw new FormatException($"{Excerpt.Of(filter.SearchTerm)} is no size. Give a number with k or m, as in 500k or 10m.");
    }
}
