using System.Globalization;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Model;

/// <summary>Checks values that the panel would store unchecked.</summary>
internal static class ValueCheck
{
    /// <summary>Refuses a number that is out of range.</summary>
    public static void Between(long value, long least, long most, string member)
    {
        if (value < least || value > most)
            throw new RuleException(Rule.ValueOutOfRange, $"-{member} is {value.ToString(CultureInfo.InvariantCulture)}, which is out of range. Use a number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>Refuses a regular expression that is not valid: the server would ignore the whole file or script that contains it.</summary>
    public static void Pattern(string pattern, string member)
    {
        try { _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)); }
        catch (ArgumentException)
        {
            throw new RuleException(Rule.InvalidPattern, $"-{member} contains {Excerpt.Of(pattern)}, which is not a valid regular expression. Check its brackets and backslashes.");
        }
    }

    /// <summary>Refuses a text of more than one line.</summary>
    public static void OneLine(string text, string member)
    {
        if (text.AsSpan().ContainsAny('\r', '\n')) throw new RuleException(Rule.InvalidText, $"-{member} contains a line break. Use a single line.");
    }
}
