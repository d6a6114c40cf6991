using System.Globalization;
using System.Text;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>Reads and writes words and quoted text of zone files (RFC 1035 5.1): <c>\X</c> is X, <c>\DDD</c> is a byte; text is UTF-8.</summary>
internal static class MasterFileText
{
    // Throws on invalid bytes instead of replacing them silently.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Splits a line at whitespace.</summary>
    /// <param name="line">The line.</param>
    /// <param name="what">Description for messages: "The value of NAPTR".</param>
    /// <exception cref="RuleException">A quotation mark is not closed, an escape sequence is not valid, or the bytes are not valid UTF-8.</exception>
    internal static List<Token> Split(string line, string what)
    {
        var tokens = new List<Token>();
        var bytes = new List<byte>();
        var at = 0;
        while (true)
        {
            while (at < line.Length && char.IsWhiteSpace(line[at]))
                at++;
            if (at == line.Length)
                return tokens;

            bytes.Clear();
            var quoted = line[at] == '"';
            if (quoted)
                at++;
            while (at < line.Length && (quoted ? line[at] != '"' : !char.IsWhiteSpace(line[at]) && line[at] != '"'))
                at = ReadOne(line, at, bytes, what);

            if (quoted && at++ == line.Length)
                throw new RuleException(Rule.InvalidDnsData, $"{what} {Excerpt.Of(line)} has a quotation mark that is not closed.");
            tokens.Add(new Token(Decode(bytes, line, what), quoted));
        }
    }

    /// <summary>The text in quotation marks, escaped.</summary>
    internal static string Quote(string text) => $"\"{Escape(text)}\"";

    /// <summary>
    /// The text as written between quotation marks. Characters outside the Basic Multilingual Plane, which the panel's database cannot store,
    /// and control characters are written as <c>\DDD</c>.
    /// </summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        Span<byte> buffer = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                escaped.Append('\\').Append((char)rune.Value);
            else if (rune.IsBmp && !Rune.IsControl(rune))
                escaped.Append((char)rune.Value);
            else
                foreach (var part in buffer[..rune.EncodeToUtf8(buffer)])
                    escaped.Append(CultureInfo.InvariantCulture, $"\\{part:D3}");
        }

        return escaped.ToString();
    }

    private static int ReadOne(string line, int at, List<byte> bytes, string what)
    {
        if (line[at] == '\\')
        {
            at++;
            if (at == line.Length)
                throw new RuleException(Rule.InvalidDnsData, $"{what} {Excerpt.Of(line)} ends in a single backslash. Use \\\\ for a backslash.");
            if (char.IsAsciiDigit(line[at]))
                return ReadDecimal(line, at, bytes, what);
        }

        if (!Rune.TryGetRuneAt(line, at, out var rune))
            throw new RuleException(Rule.InvalidDnsData, $"{what} {Excerpt.Of(line)} is not valid text: it contains an incomplete character.");
        Span<byte> buffer = stackalloc byte[4];
        bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
        return at + rune.Utf16SequenceLength;
    }

    private static int ReadDecimal(string line, int at, List<byte> bytes, string what)
    {
        if (at + 3 > line.Length || !byte.TryParse(line.AsSpan(at, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            throw new RuleException(Rule.InvalidDnsData, $"{what} {Excerpt.Of(line)} has a backslash before a digit. Use three digits from 000 to 255 after it, or \\\\ for a backslash.");
        bytes.Add(value);
        return at + 3;
    }

    private static string Decode(List<byte> bytes, string line, string what)
    {
        try
        {
            return Utf8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
        }
        catch (DecoderFallbackException e)
        {
            throw new RuleException(Rule.InvalidDnsData, $"{what} {Excerpt.Of(line)} contains bytes that are not valid UTF-8.", e);
        }
    }

    /// <summary>A word of a line, unescaped.</summary>
    /// <param name="Text">Text of the word.</param>
    /// <param name="Quoted">Whether it was in quotation marks.</param>
    internal readonly record struct Token(string Text, bool Quoted);
}
