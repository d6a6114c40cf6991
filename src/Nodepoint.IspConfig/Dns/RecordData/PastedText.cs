using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>Reads TXT values as people paste them from mail servers and web pages.</summary>
internal static partial class PastedText
{
    private const string Quotes = "'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb`";

    /// <summary>Removes the parentheses around quoted texts, as tools print long values for a zone file, and a comment after them.</summary>
    public static string Unwrap(string typed)
    {
        if (!typed.StartsWith('(')) return typed;
        var end = typed.LastIndexOf(')');
        var inner = end < 0 ? "" : typed[1..end].Trim();
        var after = end < 0 ? "" : typed[(end + 1)..].Trim();
        return inner.StartsWith('"') && inner.EndsWith('"') && (after.Length == 0 || after.StartsWith(';')) ? inner : typed;
    }

    /// <summary>Refuses a policy or key that was damaged on the way.</summary>
    /// <exception cref="RuleException">Receivers could not read it.</exception>
    public static void Check(string text)
    {
        if (text.Length > 2 && Quotes.Contains(text[0], StringComparison.Ordinal) && Policy().IsMatch(text[1..]))
            throw Wrong(text, $"begins with the quotation mark {text[0]}, which would become part of it. Remove the quotation marks");
        if (Quotes.Contains(text[^1], StringComparison.Ordinal) && Policy().IsMatch(text))
            throw Wrong(text, $"ends with the quotation mark {text[^1]}, which would become part of it. Remove it");
        if (!Policy().IsMatch(text)) return;
        if (text.Contains("\\n", StringComparison.Ordinal) || text.Contains("\\r", StringComparison.Ordinal))
            throw Wrong(text, "contains \\n, which was a line break in a program. Remove it");
        if (text.StartsWith("v=DKIM1", StringComparison.OrdinalIgnoreCase) && Key().Match(text) is { Success: true } key && key.Groups[1].Value.Trim().AsSpan().ContainsAny(" \t\r\n"))
            throw Wrong(text, "contains blanks inside the key after p=, where it was broken into lines. Remove the blanks");
    }

    private static RuleException Wrong(string text, string problem) => new(Rule.InvalidDnsData, $"The value {Excerpt.Of(text)} of TXT {problem}.");

    [GeneratedRegex("^v=(spf1|DKIM1|DMARC1)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Policy();

    [GeneratedRegex("(?:^|;)\\s*p=([^;]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
