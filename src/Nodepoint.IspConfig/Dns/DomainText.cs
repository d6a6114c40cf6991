using System.Globalization;
using System.Text;

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
    internal static string ToAscii(string text, string what)
    {
        if (text.Length > 4 * LongestName)
            throw new InvalidDnsDataException($"{what} {Excerpt.Of(text)} is too long: a name has at most {LongestName} characters.");

        var labels = text.Replace('\u3002', '.').Replace('\uFF0E', '.').Replace('\uFF61', '.').Split('.');
        for (var index = 0; index < labels.Length; index++)
            labels[index] = Label(labels[index], text, what);

        var ascii = string.Join('.', labels);
        if (ascii.Length > LongestName)
            throw new InvalidDnsDataException($"{what} {Excerpt.Of(text)} is too long: {ascii.Length} characters, at most {LongestName} are possible.");
        return ascii;
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

    private static string Label(string label, string text, string what)
    {
        if (label.Length == 0)
            throw new InvalidDnsDataException($"{what} {Excerpt.Of(text)} has an empty part: two dots in a row, or one at the start.");

        var ascii = Ascii.IsValid(label) ? label.ToLowerInvariant() : Punycode(label, text, what);
        if (ascii.Length > LongestLabel)
            throw new InvalidDnsDataException(
                $"{what} {Excerpt.Of(text)} has a part of {ascii.Length} characters; between two dots there may be {LongestLabel}.");

        foreach (var character in ascii)
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_' or '*' or '/')
                continue;
            var hint = character == '@' ? " (an @ alone means the zone itself; a mail address is no name)" : "";
            throw new InvalidDnsDataException($"{what} {Excerpt.Of(text)} contains {Excerpt.Of(character.ToString())}, which no name may{hint}.");
        }

        return ascii;
    }

    private static string Punycode(string label, string text, string what)
    {
        try
        {
            return Idn.GetAscii(label.ToLowerInvariant()).ToLowerInvariant();
        }
        catch (ArgumentException e)
        {
            throw new InvalidDnsDataException($"{what} {Excerpt.Of(text)} contains characters that cannot be turned into a DNS name.", e);
        }
    }
}
