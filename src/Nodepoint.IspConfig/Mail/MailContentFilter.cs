using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Mail;

/// <summary>A content filter of the mail server (Postfix, header_checks(5)).</summary>
[PanelObject("mail_filter", Form = "mail/mail_content_filter", IdColumn = "content_filter_id", Noun = "NpMailContentFilter", Title = "content filter", Unique = false, Service = ServerService.Mail,
    View = "Id:5> Type:13 Pattern:38 Action:8 Active")]
public sealed partial record MailContentFilter : PanelObject
{
    /// <summary>Regular expression between slashes, such as /^Subject: .*casino/. The natural key together with the type and the server.</summary>
    [Column("pattern"), Key, Required(Position = 0)] public string Pattern { get; init; } = "";

    /// <summary>What the mail server does with matching mail.</summary>
    [Column("action"), Required(Position = 1)] public ContentFilterAction Action { get; init; } = ContentFilterAction.Discard;

    /// <summary>Part of the mail that is searched: header, body, MIME headers or nested headers.</summary>
    [Column("type"), KeyPart] public ContentFilterType Type { get; init; } = ContentFilterType.Header;

    /// <summary>Argument of the action: the rejection text, the redirect address, or the line to insert.</summary>
    [Column("data")] public string Data { get; init; } = "";

    /// <summary>Whether the content filter is active.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the mail server. The default is the client's mail server, or else the first one.</summary>
    [Column("server_id"), KeyPart] public long ServerId { get; init; } = 1;
}

/// <summary>The part of the mail that a content filter searches.</summary>
public enum ContentFilterType
{
    /// <summary>The headers.</summary>
    [Word("header")] Header,

    /// <summary>The body, line by line.</summary>
    [Word("body")] Body,

    /// <summary>The MIME headers of the parts.</summary>
    [Word("mime_header")] MimeHeader,

    /// <summary>The headers of attached messages.</summary>
    [Word("nested_header")] NestedHeader,

    /// <summary>Another value stored on the panel.</summary>
    Other,
}

/// <summary>What a content filter does with matching mail.</summary>
public enum ContentFilterAction
{
    /// <summary>Discards the mail without notifying the sender.</summary>
    [Word("DISCARD")] Discard,

    /// <summary>Accepts the line without checking further rules.</summary>
    [Word("DUNNO")] Dunno,

    /// <summary>Sends the mail to the transport in the data.</summary>
    [Word("FILTER")] Filter,

    /// <summary>Puts the mail on hold until an administrator releases it.</summary>
    [Word("HOLD")] Hold,

    /// <summary>Deletes the line.</summary>
    [Word("IGNORE")] Ignore,

    /// <summary>Inserts the data before the line.</summary>
    [Word("PREPEND")] Prepend,

    /// <summary>Sends the mail to the address in the data.</summary>
    [Word("REDIRECT")] Redirect,

    /// <summary>Replaces the line with the data.</summary>
    [Word("REPLACE")] Replace,

    /// <summary>Rejects the mail with the data as the reason.</summary>
    [Word("REJECT")] Reject,

    /// <summary>Writes a line to the log.</summary>
    [Word("WARN")] Warn,

    /// <summary>Another value stored on the panel.</summary>
    Other,
}

public sealed partial class MailContentFilterNoun
{
    /// <inheritdoc/>
    public override StringComparison KeyComparison => StringComparison.Ordinal;

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
            throw new RuleException(Rule.InvalidPattern, $"{Excerpt.Of(value.Pattern)} is not a valid -Pattern; the mail server would skip it. Put the regular expression between slashes, as in /^Subject: .*casino/.");
        ValueCheck.Pattern(pattern[1..end], nameof(MailContentFilter.Pattern));
        if (value.Data.Trim().Length == 0 && RequiredData(value.Action) is { } what) throw new RuleException(Rule.ValueMissing, $"-Action {value.Action} requires -Data: {what}.");
        if (value.Action == ContentFilterAction.Redirect) _ = EmailAddress.Parse(value.Data, allowPlus: true);
        return value with { Pattern = pattern, Data = value.Data.Trim() };
    }

    private static string? RequiredData(ContentFilterAction action) => action switch
    {
        ContentFilterAction.Redirect => "the address to redirect to",
        ContentFilterAction.Filter => "the transport, such as smtp:[192.0.2.25]:25",
        ContentFilterAction.Prepend or ContentFilterAction.Replace => "the text of the line",
        _ => null,
    };
}
