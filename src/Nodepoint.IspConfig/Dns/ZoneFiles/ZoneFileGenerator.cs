using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>Expands $GENERATE as BIND does: <c>$</c> is the number, <c>${offset,width,base}</c> the number in another form, <c>$$</c> a dollar sign.</summary>
internal static partial class ZoneFileGenerator
{
    private const int LongestNumber = 127;
    private const int LongestText = 65535;

    /// <summary>Reads a range such as 1-50 or 0-254/2.</summary>
    /// <param name="text">The range.</param>
    /// <returns>First, last, and step; null if the text is not a range.</returns>
    public static (int First, int Last, int Step)? ReadRange(string text)
    {
        var match = Range().Match(text);
        if (!match.Success || !TryNumber(match.Groups[1].Value, out var first) || !TryNumber(match.Groups[2].Value, out var last)) return null;
        var step = 1;
        if (match.Groups[3].Success && !TryNumber(match.Groups[3].Value, out step)) return null;
        return step < 1 || last < first ? null : (first, last, step);
    }

    /// <summary>Expands a text for a number of the range.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    /// <returns>The expanded text; null if its form is not valid.</returns>
    public static string? Expand(string text, int number)
    {
        var expanded = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length) expanded.Append(text[at]).Append(text[++at]);
            else if (text[at] != '$') expanded.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '$') expanded.Append(text[++at]);
            else if (at + 1 < text.Length && text[at + 1] == '{')
            {
                var match = Modifier().Match(text, at + 1);
                if (!match.Success || !int.TryParse(match.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset)) return null;
                var width = 0;
                if (match.Groups[2].Success && !TryNumber(match.Groups[2].Value, out width)) return null;
                if (width > LongestNumber || number + (long)offset is > int.MaxValue or < int.MinValue) return null;
                if (Number(number + offset, width, match.Groups[3].Success ? match.Groups[3].Value[0] : 'd') is not { Length: <= LongestNumber } shown) return null;
                expanded.Append(shown);
                at += match.Length;
            }
            else expanded.Append(CultureInfo.InvariantCulture, $"{number}");

            if (expanded.Length > LongestText) return null;
        }

        return expanded.ToString();
    }

    private static string Number(int value, int width, char form) => form switch
    {
        'o' => Convert.ToString(value, 8).PadLeft(width, '0'),
        'x' => value.ToString("x", CultureInfo.InvariantCulture).PadLeft(width, '0'),
        'X' => value.ToString("X", CultureInfo.InvariantCulture).PadLeft(width, '0'),
        'n' or 'N' => Nibbles((uint)value, width, form == 'n' ? "x" : "X"),
        _ when value < 0 => "-" + (-(long)value).ToString(CultureInfo.InvariantCulture).PadLeft(width - 1, '0'),
        _ => value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'),
    };

    // The digits from the last to the first, each a label; the width counts digits and dots.
    private static string Nibbles(uint value, int width, string form)
    {
        var text = new StringBuilder();
        do
        {
            text.Append((value & 15).ToString(form, CultureInfo.InvariantCulture));
            value >>= 4;
            if (width > 0) width--;
            if (width == 0 && value == 0) break;
            text.Append('.');
            if (width > 0) width--;
        }
        while (value != 0 || width > 0);

        return text.ToString();
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    // What follows is ignored, as BIND does.
    [GeneratedRegex(@"^([0-9]{1,10})-([0-9]{1,10})(?:/([0-9]{1,10})|(?![/0-9]))", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"\G\{([+-]?[0-9]{1,11})(?:,([0-9]{1,10})(?:,([doxXnN]))?)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Modifier();
}
