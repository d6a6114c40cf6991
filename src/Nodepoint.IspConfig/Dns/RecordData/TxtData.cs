using System.Text;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>
/// A text. An admin gives the text itself; what stands in quotation marks is read as a zone file would, several of them in a row
/// as one text. The panel stores one text however long, and writes it between quotation marks, cut into pieces of 255 bytes,
/// without escaping anything: so quotation marks and backslashes are stored escaped.
/// </summary>
public sealed record TxtData : DnsRecordData
{
    private const int Piece = 255;

    // A record's data has at most 65535 bytes, one of them per piece for its length; the panel's column holds as many.
    private const int Longest = 65535 - 257;

    private TxtData(string text, string stored) : base(DnsRecordType.TXT)
    {
        Text = text;
        Stored = stored;
    }

    /// <summary>The text, unescaped.</summary>
    public string Text { get; }

    /// <summary>The text itself; in quotation marks and escaped only if it would else be read as something different.</summary>
    public override string Value => LooksQuoted(Text) || Text.Trim() != Text ? MasterFileText.Quote(Text) : Text;

    /// <summary>What makes this record doubtful: a backslash before a semicolon is how zone files write it outside quotation marks.</summary>
    public override string? Warning => Text.Contains("\\;", StringComparison.Ordinal)
        ? "The text has a backslash before a semicolon, as zone files have it; everybody who asks will be told the backslash too."
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

    /// <summary>A record with this text, taken as it is.</summary>
    /// <param name="text">The text, not empty.</param>
    /// <exception cref="InvalidDnsDataException">It is empty, too long, or cannot be stored.</exception>
    public static TxtData OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            throw new InvalidDnsDataException("TXT needs a text as its value; the panel takes no empty one.");
        if (HasHalfCharacter(text))
            throw new InvalidDnsDataException($"The text of TXT {Excerpt.Of(text)} is no proper text: half a character is missing.");
        var stored = MasterFileText.Escape(text);
        if (Encoding.UTF8.GetByteCount(stored) is var bytes && bytes > Longest)
            throw new InvalidDnsDataException($"The text of TXT has {bytes} bytes; a record holds {Longest}.");
        if (ReadStored(stored) != text)
            throw new InvalidDnsDataException(
                $"The text of TXT {Excerpt.Of(text)} has a quotation mark, backslash or special character just where the panel cuts it ({Piece} bytes): move it by a character.");
        return new TxtData(text, stored);
    }

    internal static TxtData Read(string value, DataSource source)
    {
        if (source.IsStored)
            return new TxtData(ReadStored(value) ?? throw source.Wrong(value, "text"), value);

        var typed = value.Trim();
        if (!typed.StartsWith('"'))
            return OfText(typed);
        var tokens = MasterFileText.Split(typed, source.What);
        return tokens.TrueForAll(token => token.Quoted)
            ? OfText(string.Concat(tokens.Select(token => token.Text)))
            : throw source.Wrong(value, "text, or \"text\" in quotation marks (inside them write \\\" for a quotation mark)");
    }

    private static bool LooksQuoted(string text) => text.StartsWith('"');

    private static bool HasHalfCharacter(string text)
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

    // What the name server reads from the zone file the panel makes of it, or null if it reads nothing sensible.
    private static string? ReadStored(string stored)
    {
        try
        {
            var tokens = MasterFileText.Split($"\"{Cut(stored)}\"", "The stored text");
            return tokens.TrueForAll(token => token.Quoted) ? string.Concat(tokens.Select(token => token.Text)) : null;
        }
        catch (InvalidDnsDataException)
        {
            return null;
        }
    }

    // The panel cuts bytes; a character of several bytes that falls apart is whole again when the pieces are joined, so cutting
    // after it gives the same text.
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
