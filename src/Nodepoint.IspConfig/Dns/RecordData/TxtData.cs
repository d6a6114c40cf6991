using System.Text;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>
/// A text. Input is the text itself; text in quotation marks is read as in a zone file, and several quoted texts in a row are
/// joined. The panel stores one text of any length and writes it between quotation marks, split into strings of 255 bytes,
/// without escaping, so quotation marks and backslashes are stored escaped.
/// </summary>
public sealed record TxtData : DnsRecordData
{
    private const int Piece = 255;

    // A record's data has at most 65535 bytes, of which each string uses one for its length. The panel's column has the same limit.
    private const int Longest = 65535 - 257;

    private TxtData(string text, string stored) : base(DnsRecordType.TXT)
    {
        Text = text;
        Stored = stored;
    }

    /// <summary>The text, unescaped.</summary>
    public string Text { get; }

    /// <summary>The text itself; in quotation marks and escaped only if it would otherwise be read differently.</summary>
    public override string Value => Show(Text);

    /// <summary>Problem of the record: a backslash before a semicolon is an escape of zone files outside quotation marks.</summary>
    public override string? Warning => Text.Contains("\\;", StringComparison.Ordinal)
        ? "The text contains a backslash before a semicolon, as in zone files. The backslash becomes part of the record's text."
        : null;

    private string Stored { get; }

    /// <inheritdoc/>
    public bool Equals(TxtData? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private protected override string PanelData => Stored;

    private protected override string PresentationValue
    {
        get
        {
            var pieces = new List<string>();
            var piece = new StringBuilder();
            var bytes = 0;
            foreach (var rune in Text.EnumerateRunes())
            {
                if (bytes + rune.Utf8SequenceLength > Piece)
                {
                    pieces.Add(MasterFileText.Quote(piece.ToString()));
                    piece.Clear();
                    bytes = 0;
                }

                piece.Append(rune);
                bytes += rune.Utf8SequenceLength;
            }

            pieces.Add(MasterFileText.Quote(piece.ToString()));
            return string.Join(' ', pieces);
        }
    }

    /// <summary>Creates a record with this text, without interpreting it.</summary>
    /// <param name="text">The text, not empty.</param>
    /// <exception cref="RuleException">The text is empty, too long, or cannot be stored.</exception>
    public static TxtData OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            throw new RuleException(Rule.InvalidDnsData, "The value of TXT is empty, which the panel does not accept. Specify a text.");
        if (HasUnpairedSurrogate(text))
            throw new RuleException(Rule.InvalidDnsData, $"The text {Excerpt.Of(text)} of TXT is not valid: it contains an incomplete character.");
        var stored = MasterFileText.Escape(text);
        if (Encoding.UTF8.GetByteCount(stored) is var bytes && bytes > Longest)
            throw new RuleException(Rule.InvalidDnsData, $"The text of TXT has {bytes} bytes. The maximum is {Longest}.");
        if (ReadStored(stored) != text)
            throw new RuleException(
                Rule.InvalidDnsData,
                $"The text {Excerpt.Of(text)} of TXT has a quotation mark, backslash or special character where the panel splits the text (every {Piece} bytes). Move that character by one position.");
        return new TxtData(text, stored);
    }

    /// <summary>A text as a value: in quotation marks and escaped only if it would otherwise be read differently.</summary>
    internal static string Show(string text) => text.Length == 0 || LooksQuoted(text) || text.Trim() != text ? MasterFileText.Quote(text) : text;

    /// <summary>The text of a value that <see cref="Show"/> has written.</summary>
    /// <exception cref="RuleException">The value is quoted text that is not valid.</exception>
    internal static string TextOf(string value) => value.StartsWith('"') ? string.Concat(MasterFileText.Split(value, "The value of TXT").Select(token => token.Text)) : value;

    internal static TxtData Read(string value, DataSource source)
    {
        if (source.IsStored)
            return new TxtData(ReadStored(value) ?? throw source.Wrong(value, "text"), value);

        var typed = PastedText.Unwrap(value.Trim());
        if (!typed.StartsWith('"'))
        {
            if (typed.Length > 0)
                PastedText.Check(typed);
            return OfText(typed);
        }

        var tokens = MasterFileText.Split(typed, source.What);
        return tokens.TrueForAll(token => token.Quoted)
            ? OfText(Checked(string.Concat(tokens.Select(token => token.Text))))
            : throw source.Wrong(value, "text, or \"text\" in quotation marks (inside them write \\\" for a quotation mark)");
    }

    private static string Checked(string text)
    {
        if (text.Length > 0)
            PastedText.Check(text);
        return text;
    }

    private static bool LooksQuoted(string text) => text.StartsWith('"');

    private static bool HasUnpairedSurrogate(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (!Rune.TryGetRuneAt(text, at, out _))
                return true;
            at++;
        }

        return false;
    }

    // The text that the name server reads from the panel's zone file, or null if it is not valid there.
    private static string? ReadStored(string stored)
    {
        try
        {
            var tokens = MasterFileText.Split($"\"{Cut(stored)}\"", "The stored text");
            return tokens.TrueForAll(token => token.Quoted) ? string.Concat(tokens.Select(token => token.Text)) : null;
        }
        catch (RuleException)
        {
            return null;
        }
    }

    // The panel splits the text at bytes, also inside a character. Joining the strings restores the character, so splitting after
    // the character gives the same text.
    private static string Cut(string stored)
    {
        if (Encoding.UTF8.GetByteCount(stored) <= Piece)
            return stored;
        var cut = new StringBuilder(stored.Length + 64);
        var bytes = 0;
        foreach (var rune in stored.EnumerateRunes())
        {
            var before = bytes / Piece;
            if (bytes > 0 && bytes % Piece == 0)
                cut.Append("\" \"");
            cut.Append(rune);
            bytes += rune.Utf8SequenceLength;
            if (bytes / Piece != before && bytes % Piece != 0)
                cut.Append("\" \"");
        }

        return cut.ToString();
    }
}
