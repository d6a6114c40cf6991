using System.Globalization;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>The numbers and fingerprints inside values.</summary>
internal static class Numbers
{
    /// <summary>A whole number of decimal digits, 0 to a largest one.</summary>
    /// <exception cref="InvalidDnsDataException">It is none, or too large.</exception>
    internal static int Read(string text, int largest, string what) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= largest
            ? number
            : throw new InvalidDnsDataException($"{what} is a number from 0 to {largest}, not {Excerpt.Of(text)}.");

    /// <summary>Pairs of hexadecimal digits; blanks between them are dropped.</summary>
    /// <returns>The digits in upper case.</returns>
    /// <exception cref="InvalidDnsDataException">They are none.</exception>
    internal static string Hex(IEnumerable<string> words, string what)
    {
        var digits = string.Concat(words).ToUpperInvariant();
        return digits.Length > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit)
            ? digits
            : throw new InvalidDnsDataException($"{what} is made of pairs of the digits 0-9 and A-F, not {Excerpt.Of(digits)}.");
    }

    /// <summary>The priority of a value, given beside it or at its front.</summary>
    /// <exception cref="InvalidDnsDataException">Both are given, and differ.</exception>
    internal static int Priority(string? inValue, int? beside, DataSource source)
    {
        if (inValue is null)
            return beside ?? source.Type.DefaultPriority();
        var number = Read(inValue, 65535, $"The priority of {source.Type}");
        return beside is null || beside == number
            ? number
            : throw new InvalidDnsDataException($"{source.Type} has two priorities: {number} in its value and {beside} beside it; give one.");
    }
}
