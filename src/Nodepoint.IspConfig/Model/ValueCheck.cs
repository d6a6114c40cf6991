using System.Globalization;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Model;

/// <summary>What the panel would store without looking at it.</summary>
internal static class ValueCheck
{
    /// <summary>Refuses a number out of bounds.</summary>
    public static void Between(long value, long least, long most, string member)
    {
        if (value < least || value > most)
            throw new FormatException($"{member} is {value.ToString(CultureInfo.InvariantCulture)}. Give {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>Refuses a regular expression that cannot be read: the server passes over the whole file or script with it.</summary>
    public static void Pattern(string pattern, string member)
    {
        try { _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)); }
        catch (ArgumentException)
        {
            throw new FormatException($"{member} {Excerpt.Of(pattern)} is no regular expression: look at its brackets and backslashes.");
        }
    }

    /// <summary>Refuses a text of more than one line.</summary>
    public static void OneLine(string text, string member)
    {
        if (text.AsSpan().ContainsAny('\r', '\n')) throw new FormatException($"{member} has more than one line. Give one.");
    }
}
