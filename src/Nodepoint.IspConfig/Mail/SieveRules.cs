using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The Sieve text of a mailbox. The panel stores the generated rules of the mailbox's filters in it, each between two marker lines.</summary>
internal static partial class SieveRules
{
    /// <summary>Adds the generated rules of the old text that are missing in the new one, because they would no longer be applied.</summary>
    public static string Keep(string before, string after)
    {
        if (before == after) return after;
        var kept = new StringBuilder();
        foreach (Match rule in Rule().Matches(before))
            if (!after.Contains(rule.Groups["mark"].Value, StringComparison.Ordinal)) kept.Append(rule.Value).Append('\n');
        return kept.Append(after).ToString();
    }

    /// <summary>Removes the generated rules, and the line breaks that belong to them.</summary>
    public static string Without(string text)
    {
        for (var match = Rule().Match(text); match.Success; match = Rule().Match(text))
        {
            var end = match.Index + match.Length;
            while (end < text.Length && text[end] is '\r' or '\n') end++;
            text = text.Remove(match.Index, end - match.Index);
        }

        return text;
    }

    [GeneratedRegex(@"^(?<mark>### BEGIN FILTER_ID:(?<id>\d+)\r?\n).*?^### END FILTER_ID:\k<id>\b", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Rule();
}
