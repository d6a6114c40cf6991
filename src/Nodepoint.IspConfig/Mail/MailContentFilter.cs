using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A rule of the mail server on what stands in mail (Postfix, header_checks(5)).</summary>
[PanelObject("mail_filter", Form = "mail/mail_content_filter", IdColumn = "content_filter_id", Noun = "NpMailContentFilter", Title = "content filter", Unique = false, Service = ServerService.Mail,
    View = "Id:5> Type:13 Pattern:38 Action:8 Active")]
public sealed partial record MailContentFilter : PanelObject
{
    /// <summary>A regular expression between slashes, as in /^Subject: .*casino/; the natural key together with the type, once for each server.</summary>
    [Column("pattern"), Key, Required(Position = 0)] public string Pattern { get; init; } = "";

    /// <summary>What is done with mail that has it.</summary>
    [Column("action"), Required(Position = 1)] public ContentFilterAction Action { get; init; } = ContentFilterAction.Discard;

    /// <summary>Where it is looked for.</summary>
    [Column("type"), KeyPart] public ContentFilterType Type { get; init; } = ContentFilterType.Header;

    /// <summary>What the action needs or says: the text of a refusal, the address of a redirection, the line to put in.</summary>
    [Column("data")] public string Data { get; init; } = "";

    /// <summary>Whether it is in force.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>The number of its mail server; the first one, or the client's, unless given.</summary>
    [Column("server_id"), KeyPart] public long ServerId { get; init; } = 1;
}

/// <summary>Where a content filter looks.</summary>
public enum ContentFilterType
{
    /// <summary>The header of the mail.</summary>
    [Word("header")] Header,

    /// <summary>The body, line by line.</summary>
    [Word("body")] Body,

    /// <summary>The headers of its parts.</summary>
    [Word("mime_header")] MimeHeader,

    /// <summary>The headers of mail within it.</summary>
    [Word("nested_header")] NestedHeader,

    /// <summary>Something else that the panel holds.</summary>
    Other,
}

/// <summary>What a content filter does.</summary>
public enum ContentFilterAction
{
    /// <summary>The mail is thrown away without a word.</summary>
    [Word("DISCARD")] Discard,

    /// <summary>The line is let pass without looking at other rules.</summary>
    [Word("DUNNO")] Dunno,

    /// <summary>The mail goes to the transport in the data.</summary>
    [Word("FILTER")] Filter,

    /// <summary>The mail waits until somebody looks at it.</summary>
    [Word("HOLD")] Hold,

    /// <summary>The line is taken out.</summary>
    [Word("IGNORE")] Ignore,

    /// <summary>The data is put before the line.</summary>
    [Word("PREPEND")] Prepend,

    /// <summary>The mail goes to the address in the data.</summary>
    [Word("REDIRECT")] Redirect,

    /// <summary>The data takes the line's place.</summary>
    [Word("REPLACE")] Replace,

    /// <summary>The mail is refused, with the data as the reason.</summary>
    [Word("REJECT")] Reject,

    /// <summary>A line is put into the log.</summary>
    [Word("WARN")] Warn,

    /// <summary>Something else that the panel holds.</summary>
    Other,
}

public sealed partial class MailContentFilterNoun
{
    /// <inheritdoc/>
    public override ValueTask<Prepared<MailContentFilter>> PrepareAsync(MailContentFilter value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => new(new Prepared<MailContentFilter>(Validate(value)));

    /// <inheritdoc/>
    public override ValueTask<MailContentFilter> PrepareChangeAsync(MailContentFilter before, MailContentFilter after, PanelLookup lookup, CancellationToken cancel)
        => new(Differences(before, after).Without(ActiveOrdinal).IsEmpty ? after : Validate(after));

    private static MailContentFilter Validate(MailContentFilter value)
    {
        var pattern = value.Pattern.Trim();
        ValueCheck.OneLine(pattern, nameof(MailContentFilter.Pattern));
        ValueCheck.OneLine(value.Data, nameof(MailContentFilter.Data));
        var end = pattern.Length > 1 ? pattern.LastIndexOf(pattern[0]) : 0;
        if (end < 2 || char.IsAsciiLetterOrDigit(pattern[0]) || !pattern[(end + 1)..].All(char.IsAsciiLetter))
            throw new FormatException($"{Excerpt.Of(value.Pattern)} is no pattern: the mail server passes over a line without one. Put the expression between slashes, as in /^Subject: .*casino/.");
        ValueCheck.Pattern(pattern[1..end], nameof(MailContentFilter.Pattern));
        if (value.Data.Trim().Length == 0 && Needed(value.Action) is { } what) throw new FormatException($"The action {value.Action} needs {what} as -Data.");
        if (value.Action == ContentFilterAction.Redirect) _ = EmailAddress.Parse(value.Data, allowPlus: true);
        return value with { Pattern = pattern, Data = value.Data.Trim() };
    }

    private static string? Needed(ContentFilterAction action) => action switch
    {
        ContentFilterAction.Redirect => "the address",
        ContentFilterAction.Filter => "the transport, as in smtp:[192.0.2.25]:25,",
        ContentFilterAction.Prepend or ContentFilterAction.Replace => "the line",
        _ => null,
    };
}
