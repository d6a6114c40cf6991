using System.Globalization;
using System.Text;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Names in the form the DNS carries them: lower case, punycode, labels of lawful length. Trailing dots are the caller's.</summary>
internal static class DomainText
{
    /// <summary>The longest label in bytes (RFC 1035 2.3.4).</summary>
    internal const int LongestLabel = 63;

    /// <summary>The longest name in characters without its trailing dot (RFC 1035 2.3.4, less the length bytes).</summary>
    internal const int LongestName = 253;

    // Underscores are everyday in zones (_dmarc, _domainkey), so the host name rules of IDNA stay off.
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = false, AllowUnassigned = false };

    /// <summary>The name in punycode and lower case.</summary>
    /// <param name="text">A name without trailing dot.</param>
    /// <param name="what">What it is, for messages: "The name", "The zone".</param>
    /// <exception cref="InvalidDnsDataException">It is no name.</exception>
    internal static string ToAscii(string text, string what) => TryToAscii(text, out var ascii) is { } problem
        ? throw new InvalidDnsDataException($"{what} {Excerpt.Of(text)} {problem}.")
        : ascii;

    /// <summary>The name in punycode and lower case.</summary>
    /// <param name="text">A name without trailing dot.</param>
    /// <param name="ascii">The name, or what was typed if it is none.</param>
    /// <returns>What is wrong with it, in words that follow "the name", or null.</returns>
    internal static string? TryToAscii(string text, out string ascii)
    {
        ascii = text;
        // Not worth taking apart.
        if (text.Length > 4 * LongestName)
            return $"is too long: a name has at most {LongestName} characters";

        var labels = text.Replace('\u3002', '.').Replace('\uFF0E', '.').Replace('\uFF61', '.').Split('.');
        for (var index = 0; index < labels.Length; index++)
        {
            if (Label(ref labels[index]) is { } problem)
                return problem;
        }

        var name = string.Join('.', labels);
        if (name.Length > LongestName)
            return $"is too long: {name.Length} characters, at most {LongestName} are possible";
        ascii = name;
        return null;
    }

    /// <summary>The name with its punycode labels written out; what cannot be written out stays as it is.</summary>
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
                // Somebody's label that only looks like punycode.
            }
        }

        return string.Join('.', labels);
    }

    private static string? Label(ref string label)
    {
        if (label.Length == 0)
            return "has an empty part: two dots in a row, or one at the start";

        if (Ascii.IsValid(label))
            label = label.ToLowerInvariant();
        else if (!TryPunycode(ref label))
            return "contains characters that cannot be turned into a DNS name";
        if (label.Length > LongestLabel)
            return $"has a part of {label.Length} characters; between two dots there may be {LongestLabel}";

        foreach (var character in label)
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_' or '*' or '/')
                continue;
            var hint = character == '@' ? " (an @ alone means the zone itself; a mail address is no name)" : "";
            return $"contains {Excerpt.Of(character.ToString())}, which no name may{hint}";
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
