using System.Globalization;
using System.Text;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Converts names to the form used in the DNS: lower case, punycode, valid label lengths. Callers handle trailing dots.</summary>
internal static class DomainText
{
    /// <summary>Maximum length of a label in bytes (RFC 1035 2.3.4).</summary>
    internal const int LongestLabel = 63;

    /// <summary>Maximum length of a name in characters without its trailing dot (RFC 1035 2.3.4, less the length bytes).</summary>
    internal const int LongestName = 253;

    // Underscores are common in zones (_dmarc, _domainkey), so the host name rules of IDNA are disabled.
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false, AllowUnassigned = false };

    /// <summary>Converts a name to punycode and lower case.</summary>
    /// <param name="text">A name without a trailing dot.</param>
    /// <param name="what">Description for messages: "The name", "The zone".</param>
    /// <exception cref="RuleException">The text is not a valid name.</exception>
    internal static string ToAscii(string text, string what) => TryToAscii(text, out var ascii) is { } problem
        ? throw new RuleException(Rule.InvalidDnsData, $"{what} {Excerpt.Of(text)} {problem}.")
        : ascii;

    /// <summary>Converts a name to punycode and lower case, without throwing.</summary>
    /// <param name="text">A name without a trailing dot.</param>
    /// <param name="ascii">The converted name, or the original text if it is not valid.</param>
    /// <returns>The problem, in words that follow "the name"; null if the name is valid.</returns>
    internal static string? TryToAscii(string text, out string ascii)
    {
        ascii = text;
        // Avoids the work for names that are much too long.
        if (text.Length > 4 * LongestName)
            return $"is too long: the maximum is {LongestName} characters";

        var labels = text.Replace('\u3002', '.').Replace('\uFF0E', '.').Replace('\uFF61', '.').Split('.');
        for (var index = 0; index < labels.Length; index++)
        {
            if (Label(ref labels[index]) is { } problem)
                return problem;
        }

        var name = string.Join('.', labels);
        if (name.Length > LongestName)
            return $"is too long: it has {name.Length} characters; the maximum is {LongestName}";
        ascii = name;
        return null;
    }

    /// <summary>Converts the punycode labels of a name to Unicode. Labels that cannot be converted are kept.</summary>
    internal static string ToUnicode(string ascii)
    {
        if (!ascii.Contains("xn--", StringComparison.OrdinalIgnoreCase))
            return ascii;

        var labels = ascii.Split('.');
        for (var index = 0; index < labels.Length; index++)
        {
            if (!labels[index].StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
                continue;
            try
            {
                labels[index] = Idn.GetUnicode(labels[index]);
            }
            catch (ArgumentException)
            {
                // The label looks like punycode but is not.
            }
        }

        return string.Join('.', labels);
    }

    private static string? Label(ref string label)
    {
        if (label.Length == 0)
            return "has an empty label: it has two dots in a row, or a dot at the start";

        if (Ascii.IsValid(label))
            label = label.ToLowerInvariant();
        else if (!TryPunycode(ref label))
            return "contains characters that cannot be converted to a DNS name";
        if (label.Length > LongestLabel)
            return $"has a label of {label.Length} characters; the maximum is {LongestLabel}";

        foreach (var character in label)
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_' or '*' or '/')
                continue;
            var hint = character == '@' ? " (use @ alone for the zone apex; an email address is not a name)" : "";
            return $"contains {Excerpt.Of(character.ToString())}, which is not allowed in a name{hint}";
        }

        return null;
    }

    private static bool TryPunycode(ref string label)
    {
        try
        {
            label = Idn.GetAscii(label.ToLowerInvariant()).ToLowerInvariant();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
