using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.Sandbox.Php;

/// <summary>preg_match for the patterns of the forms: bytes, ASCII classes, delimiters and trailing modifiers.</summary>
internal static class PhpRegex
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, Regex> Known = new(StringComparer.Ordinal);

    public static bool IsMatch(string pattern, object? subject)
    {
        var text = PhpText.Bytes(Loose.TextArgument(subject));
        try
        {
            return Known.GetOrAdd(pattern, Translate).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // PHP gives up at its backtrack limit as well, and that counts as no match.
            return false;
        }
    }

    public static Match Match(string pattern, string subject) => Known.GetOrAdd(pattern, Translate).Match(PhpText.Bytes(subject));

    internal static Regex Translate(string pattern)
    {
        var end = pattern.LastIndexOf(pattern[0]);
        var options = RegexOptions.CultureInvariant;
        foreach (var modifier in pattern.AsSpan(end + 1))
        {
            if (modifier == 'i') options |= RegexOptions.IgnoreCase;
            else if (modifier == 's') options |= RegexOptions.Singleline;
        }
        return new Regex(AsciiClasses(PhpText.Bytes(pattern[1..end])), options, Patience);
    }

    private static string AsciiClasses(string pattern)
    {
        var ascii = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
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
            // What only PCRE lets one escape.
            '~' or '!' or '@' or '%' or '&' or '_' or ':' or ',' or ';' or '=' or '"' or '\'' or '<' or '>' or '`' => letter.ToString(),
            _ => "\\" + letter,
        };
    }
}
