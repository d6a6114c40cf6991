using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.Sandbox.Php;

/// <summary>PHP's preg_match for the patterns of the forms: bytes, ASCII classes, delimiters and trailing modifiers.</summary>
internal static class PhpRegex
{
    // .NET supports Unicode blocks, but not scripts.
    private const string Latin = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u02e0-\u02e4\u1d00-\u1d25\u1d2c-\u1d5c\u1d62-\u1d65\u1d6b-\u1d77"
        + "\u1d79-\u1dbe\u1e00-\u1eff\u2071\u207f\u2090-\u209c\u212a\u212b\u2132\u214e\u2160-\u2188\u2c60-\u2c7f\ua722-\ua787\ua78b-\ua7ca\uff21-\uff3a\uff41-\uff5a";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, Regex> Known = new(StringComparer.Ordinal);

    public static bool IsMatch(string pattern, object? subject)
    {
        var text = Loose.TextArgument(subject);
        if (!IsUnicode(pattern)) text = PhpText.Bytes(text);
        try
        {
            return Known.GetOrAdd(pattern, Translate).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // PHP stops at its backtrack limit too, which counts as no match.
            return false;
        }
    }

    public static Match Match(string pattern, string subject) => Known.GetOrAdd(pattern, Translate).Match(PhpText.Bytes(subject));

    internal static Regex Translate(string pattern)
    {
        var end = pattern.LastIndexOf(pattern[0]);
        var body = pattern[1..end];
        var options = RegexOptions.CultureInvariant;
        foreach (var modifier in pattern.AsSpan(end + 1))
        {
            if (modifier == 'i') options |= RegexOptions.IgnoreCase;
            else if (modifier == 's') options |= RegexOptions.Singleline;
        }
        return new Regex(AsciiClasses(IsUnicode(pattern) ? body : PhpText.Bytes(body)), options, Patience);
    }

    // With the modifier u a pattern matches characters, otherwise bytes.
    private static bool IsUnicode(string pattern) => pattern.AsSpan(pattern.LastIndexOf(pattern[0]) + 1).Contains('u');

    private static string AsciiClasses(string pattern)
    {
        var ascii = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (pattern.AsSpan(i).StartsWith("\\p{Latin}"))
            {
                ascii.Append(Latin);
                i += "\\p{Latin}".Length - 1;
                continue;
            }
            if (c == '\\' && i + 1 < pattern.Length)
            {
                ascii.Append(Class(pattern[++i], inClass));
                continue;
            }
            if (c == '[' && inClass) ascii.Append('\\');
            else if (c == '[') inClass = true;
            else if (c == ']' && inClass && pattern[i - 1] != '[') inClass = false;
            ascii.Append(c);
        }
        return ascii.ToString();
    }

    private static string Class(char letter, bool inClass)
    {
        var members = letter switch { 'w' => "a-zA-Z0-9_", 'd' => "0-9", 's' => " \\t\\n\\r\\v\\f", _ => null };
        if (members is not null) return inClass ? members : $"[{members}]";
        return letter switch
        {
            'S' => "[^ \\t\\n\\r\\v\\f]",
            'D' => "[^0-9]",
            'W' => "[^a-zA-Z0-9_]",
            // Escapes that only PCRE allows.
            '~' or '!' or '@' or '%' or '&' or '_' or ':' or ',' or ';' or '=' or '"' or '\'' or '<' or '>' or '`' => letter.ToString(),
            _ => "\\" + letter,
        };
    }
}
