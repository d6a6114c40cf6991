using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The Sieve text of a mailbox, in which the panel keeps what it made of the mailbox' filters, each between two marks.</summary>
internal static partial class SieveRules
{
    /// <summary>A new text with the filters of the old one, which would be out of force without them.</summary>
    public static string Keep(string before, string after)
    {
        if (before == after) return after;
        var kept = new StringBuilder();
        foreach (Match rule in Rule().Matches(before))
            if (!after.Contains(rule.Groups["mark"].Value, StringComparison.Ordinal)) kept.Append(rule.Value).Append('\n');
        return kept.Append(after).ToString();
    }

    [GeneratedRegex(@"^(?<mark>### BEGIN FILTER_ID:(?<id>\d+)\r?\n).*?^### END FILTER_ID:\k<id>\b", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Rule();
}
