using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A filter rule of a mailbox. The panel writes it, as Sieve, into the custom filter of the mailbox.</summary>
[PanelObject("mail_user_filter", Form = "mail/mail_user_filter", IdColumn = "filter_id", Noun = "NpMailboxFilter", Title = "mailbox filter", Unique = false,
    View = "Id:5> MailboxId:9> Name:14 Source:7 Operator:9 SearchTerm:14 Action:6 Active")]
[Counts(nameof(Clients.Client.MailboxFilterLimit))]
public sealed partial record MailboxFilter : PanelObject
{
    // The panel builds the Sieve text from the columns that an update sends, so all of them are resent.

    /// <summary>Name of the filter; the natural key within its mailbox.</summary>
    [Column("rulename", Aliases = ["RuleName"]), Key, Required(Position = 0)] public string Name { get; init; } = "";

    /// <summary>ID of the mailbox.</summary>
    [Column("mailuser_id", Resend = true), Link(typeof(Mailbox), Parent = true), KeyPart] public long MailboxId { get; init; }

    /// <summary>Part of the mail that is compared.</summary>
    [Column("source", Resend = true)] public FilterSource Source { get; init; } = FilterSource.Subject;

    /// <summary>How the search term is compared. For -Source Size it is always "larger than".</summary>
    [Column("op", Resend = true, Aliases = ["Op"])] public FilterOperator Operator { get; init; } = FilterOperator.Contains;

    /// <summary>Text to search for. For -Source Header a header name and a text, such as X-Spam-Flag: YES; for -Source Size a number with k or m, such as 500k.</summary>
    [Column("searchterm", Resend = true), Required(Position = 1)] public string SearchTerm { get; init; } = "";

    /// <summary>What is done with matching mail.</summary>
    [Column("action", Resend = true)] public FilterAction Action { get; init; } = FilterAction.Move;

    /// <summary>Folder to move the mail to, or the reason for the rejection; up to 100 letters, digits, spaces and . ' - _ &amp; /.</summary>
    [Column("target", Resend = true, Aliases = ["Folder"])] public string Target { get; init; } = "";

    /// <summary>Whether the filter is active.</summary>
    [Column("active", Resend = true)] public bool Active { get; init; } = true;
}

/// <summary>The part of the mail that a mailbox filter compares.</summary>
public enum FilterSource
{
    /// <summary>The subject.</summary>
    [Word("Subject")] Subject,

    /// <summary>The sender.</summary>
    [Word("From")] From,

    /// <summary>The recipient.</summary>
    [Word("To")] To,

    /// <summary>The List-Id header of a mailing list.</summary>
    [Word("List-Id")] ListId,

    /// <summary>Any header; the search term contains its name.</summary>
    [Word("Header")] Header,

    /// <summary>The size.</summary>
    [Word("Size")] Size,

    /// <summary>Another value stored on the panel.</summary>
    Other,
}

/// <summary>How a mailbox filter compares.</summary>
public enum FilterOperator
{
    /// <summary>The part contains the search term.</summary>
    [Word("contains")] Contains,

    /// <summary>The part equals the search term.</summary>
    [Word("is")] Is,

    /// <summary>The part begins with the search term.</summary>
    [Word("begins")] Begins,

    /// <summary>The part ends with the search term.</summary>
    [Word("ends")] Ends,

    /// <summary>The part matches the search term as a regular expression.</summary>
    [Word("regex")] Regex,

    /// <summary>The part of the address before the @ equals the search term.</summary>
    [Word("localpart")] LocalPart,

    /// <summary>The domain of the address equals the search term.</summary>
    [Word("domain")] Domain,

    /// <summary>Another value stored on the panel.</summary>
    Other,
}

/// <summary>What a mailbox filter does with matching mail.</summary>
public enum FilterAction
{
    /// <summary>Moves the mail to the target folder.</summary>
    [Word("move")] Move,

    /// <summary>Deletes the mail.</summary>
    [Word("delete")] Delete,

    /// <summary>Keeps the mail and continues with the next filters.</summary>
    [Word("keep")] Keep,

    /// <summary>Rejects the mail with the target as the reason.</summary>
    [Word("reject")] Reject,

    /// <summary>Another value stored on the panel.</summary>
    Other,
}

public sealed partial class MailboxFilterNoun
{
    /// <inheritdoc/>
    public override StringComparison KeyComparison => StringComparison.Ordinal;

    /// <inheritdoc/>
    public override ValueTask<Prepared<MailboxFilter>> PrepareAsync(MailboxFilter value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => InheritFromParentAsync(Validate(value), given, lookup, cancel);

    /// <inheritdoc/>
    public override ValueTask<MailboxFilter> PrepareChangeAsync(MailboxFilter before, MailboxFilter after, PanelLookup lookup, CancellationToken cancel)
    {
        // The panel would add the rule to the new mailbox and leave it in the old one.
        if (after.MailboxId != before.MailboxId)
            throw new RuleException(Rule.MoveNotAllowed, $"Mailbox filter {before} cannot be moved to another mailbox. Create it there with New-NpMailboxFilter and remove this one.");
        return new(Differences(before, after).Without(ActiveOrdinal).Without(NameOrdinal).IsEmpty && after.Name.Length > 0 ? after : Validate(after));
    }

    private static MailboxFilter Validate(MailboxFilter value)
    {
        var filter = value with { Name = value.Name.Trim(), Target = value.Action == FilterAction.Move ? ImapFolder.Decode(value.Target.Trim()) : value.Target.Trim() };
        if (filter.Name.Length == 0) throw new RuleException(Rule.ValueMissing, "The mailbox filter has no name. Specify -Name.");
        ValueCheck.OneLine(filter.SearchTerm, nameof(MailboxFilter.SearchTerm));
        if (filter.SearchTerm.Trim().Length == 0) throw new RuleException(Rule.ValueMissing, $"Mailbox filter {filter} has no search term. Specify -SearchTerm.");
        if (filter.Action == FilterAction.Move && filter.Target.Length == 0) throw new RuleException(Rule.ValueMissing, $"Mailbox filter {filter} moves mail but has no target folder. Specify -Target.");
        if (filter.Source == FilterSource.Size) CheckSize(filter);
        else if (filter.Operator == FilterOperator.Regex) ValueCheck.Pattern(filter.SearchTerm, nameof(MailboxFilter.SearchTerm));
        // The panel does not escape it, which breaks the script with all filters of the mailbox.
        else if (filter.SearchTerm.Contains('"', StringComparison.Ordinal)) throw new RuleException(Rule.InvalidSearchTerm, $"-SearchTerm {Excerpt.Of(filter.SearchTerm)} contains a quotation mark, which breaks the Sieve script that the panel writes. Remove it, or use -Operator Regex.");
        if (filter.Source == FilterSource.Header && filter.SearchTerm.IndexOf(':', StringComparison.Ordinal) < 1) throw new RuleException(Rule.InvalidSearchTerm, $"-SearchTerm {Excerpt.Of(filter.SearchTerm)} contains no header name. Use a name, a colon and a text, such as X-Spam-Flag: YES.");
        if (filter is { Operator: FilterOperator.LocalPart or FilterOperator.Domain, Source: FilterSource.Subject or FilterSource.ListId })
            throw new RuleException(Rule.ConflictingParameters, $"-Operator {filter.Operator} compares addresses, which -Source {filter.Source} does not contain. Use -Source From or To, or another operator.");
        return filter;
    }

    private static void CheckSize(MailboxFilter filter)
    {
        var term = filter.SearchTerm.Trim().ToLowerInvariant();
        if (!long.TryParse(term.TrimEnd('k', 'm'), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size == 0)
            throw new RuleException(Rule.InvalidSearchTerm, $"Cannot read -SearchTerm {Excerpt.Of(filter.SearchTerm)} as a size. Use a number with k or m, such as 500k or 10m.");
    }
}
