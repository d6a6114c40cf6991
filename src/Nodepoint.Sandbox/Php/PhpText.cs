using System.Buffers;
using System.Text;

namespace Nodepoint.Sandbox.Php;

/// <summary>PHP's string functions where they differ from those of .NET: they know only bytes and ASCII.</summary>
internal static class PhpText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\0\n\r\\'\"\x1a");
    private static readonly char[] Blanks = [' ', '\t', '\n', '\r', '\0', '\v'];

    public static string Lower(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('A', 'Z') < 0) return text;
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++) target[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] + 32) : source[i];
        });
    }

    public static string Upper(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++) target[i] = char.IsAsciiLetterLower(source[i]) ? (char)(source[i] - 32) : source[i];
    });

    public static string Trim(string text) => text.Trim(Blanks);

    public static string TrimEnd(string text) => text.TrimEnd(Blanks);

    /// <summary>strlen: the length in bytes.</summary>
    public static int Length(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>Each byte of the UTF-8 text as one character, for PHP functions that work on bytes.</summary>
    public static string Bytes(string text) =>
        Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Escapes a text for the quotes of an SQL statement.</summary>
    public static string Quote(string text)
    {
        if (!text.AsSpan().ContainsAny(Quoted)) return text;
        var quoted = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            var mark = c switch { '\0' => '0', '\n' => 'n', '\r' => 'r', '\x1a' => 'Z', '\\' or '\'' or '"' => c, _ => '\0' };
            if (mark == '\0') quoted.Append(c);
            else quoted.Append('\\').Append(mark);
        }
        return quoted.ToString();
    }

    public static string StripSlashes(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\') plain.Append(text[i]);
            else if (++i < text.Length) plain.Append(text[i] == '0' ? '\0' : text[i]);
        }
        return plain.ToString();
    }

    /// <summary>PHP's strip_tags: removes everything from a "&lt;" that opens a tag to its end.</summary>
    public static string StripTags(string text)
    {
        if (text.AsSpan().IndexOfAny('<', '\0') < 0) return text;
        text = text.Replace("\0", "", StringComparison.Ordinal);
        var plain = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] != '<' || (at + 1 < text.Length && char.IsWhiteSpace(text[at + 1])))
            {
                plain.Append(text[at++]);
                continue;
            }
            at = text.AsSpan(at).StartsWith("<!--") ? AfterComment(text, at + 4) : AfterTag(text, at + 1);
        }
        return plain.ToString();
    }

    private static int AfterComment(string text, int at)
    {
        var end = text.IndexOf("-->", at, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + 3;
    }

    private static int AfterTag(string text, int at)
    {
        var depth = 0;
        var quote = '\0';
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '<')
            {
                depth++;
            }
            else if (c == '>' && depth-- == 0)
            {
                return at + 1;
            }
        }
        return text.Length;
    }
}
