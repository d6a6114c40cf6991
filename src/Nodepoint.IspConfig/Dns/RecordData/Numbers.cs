using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.RecordData;

/// <summary>Reads numbers and fingerprints in values.</summary>
internal static class Numbers
{
    /// <summary>Reads a whole number in decimal digits, from 0 to a maximum.</summary>
    /// <exception cref="RuleException">The text is not a number, or the number is too large.</exception>
    internal static int Read(string text, int largest, string what) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= largest
            ? number
            : throw new RuleException(Rule.InvalidDnsData, $"{what} must be a number from 0 to {largest}, not {Excerpt.Of(text)}.");

    /// <summary>Reads pairs of hexadecimal digits; whitespace between them is removed.</summary>
    /// <returns>The digits in upper case.</returns>
    /// <exception cref="RuleException">The text is not made of pairs of hexadecimal digits.</exception>
    internal static string Hex(IEnumerable<string> words, string what)
    {
        var digits = string.Concat(words).ToUpperInvariant();
        return digits.Length > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit)
            ? digits
            : throw new RuleException(Rule.InvalidDnsData, $"{what} must be pairs of the digits 0-9 and A-F, not {Excerpt.Of(digits)}.");
    }

    /// <summary>The priority of a value, specified separately or at the start of the value.</summary>
    /// <exception cref="RuleException">Both are specified and differ.</exception>
    internal static int Priority(string? inValue, int? specified, DataSource source)
    {
        if (inValue is null)
            return specified ?? source.Type.DefaultPriority();
        var number = Read(inValue, 65535, $"The priority of {source.Type}");
        return specified is null || specified == number
            ? number
            : throw new RuleException(Rule.InvalidDnsData, $"The value of {source.Type} has the priority {number}, but -Priority is {specified}. Specify only one of them.");
    }
}
