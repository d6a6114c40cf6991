using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Model.Forms;

/// <summary>The patterns of the panel's forms, which PHP matches byte by byte and with the classes of ASCII.</summary>
internal static class PanelPattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Translates a pattern with its delimiters and modifiers.</summary>
    public static Regex Translate(string pattern)
    {
        var end = pattern.LastIndexOf(pattern[0]);
        var options = RegexOptions.CultureInvariant | RegexOptions.Singleline;
        if (pattern.AsSpan(end + 1).Contains('i')) options |= RegexOptions.IgnoreCase;
        var body = pattern[1..end];
        return new Regex(Ascii(OfCharacters(pattern) ? body : Bytes(body)), options, Patience);
    }

    /// <summary>Whether a text matches; after a time limit it does not, as in PHP.</summary>
    public static bool IsMatch(Regex translated, string pattern, string text)
    {
        try { return translated.IsMatch(OfCharacters(pattern) ? text : Bytes(text)); }
        catch (RegexMatchTimeoutException) { return false; }
    }

    private static bool OfCharacters(string pattern) => pattern.AsSpan(pattern.LastIndexOf(pattern[0]) + 1).Contains('u');

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Ascii(string pattern)
    {
        var translated = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            if (letter == '\\' && at + 1 < pattern.Length)
            {
                if (pattern.AsSpan(at).StartsWith(@"\p{Latin}", StringComparison.Ordinal))
                {
                    // .NET has blocks instead of scripts.
                    translated.Append(@"a-zA-Z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff");
                    at += @"\p{Latin}".Length - 1;
                    continue;
                }

                translated.Append(Escaped(pattern[++at], inClass));
                continue;
            }

            if (letter == '[' && inClass) translated.Append('\\');
            else if (letter == '[') inClass = true;
            else if (letter == ']' && inClass && pattern[at - 1] != '[') inClass = false;
            translated.Append(letter);
        }

        return translated.ToString();
    }

    private static string Escaped(char letter, bool inClass) => letter switch
    {
        'w' => inClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]",
        'd' => inClass ? "0-9" : "[0-9]",
        's' => inClass ? @" \t\n\r\v\f" : @"[ \t\n\r\v\f]",
        'W' => "[^a-zA-Z0-9_]",
        'D' => "[^0-9]",
        'S' => @"[^ \t\n\r\v\f]",
        _ when char.IsAsciiLetterOrDigit(letter) => "\\" + letter,
        _ => Regex.Escape(letter.ToString()) is var escaped && escaped.Length > 1 ? escaped : letter is ']' or '-' or '}' ? "\\" + letter : letter.ToString(),
    };
}
