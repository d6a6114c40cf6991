using System.Globalization;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Reads numbers as every culture writes them, if they can mean one number.</summary>
internal static class NumberText
{
    // How cultures write the minus sign, and the marks for the direction of text that they put beside it.
    private static readonly char[] Minus = ['\u2212', '\u2013', '\ufe63', '\uff0d'];
    private static readonly char[] Marks = ['\u200e', '\u200f', '\u061c', '\u00a0', '\u202f'];

    /// <summary>Replaces the digits and signs of other scripts.</summary>
    public static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var plain = new System.Text.StringBuilder(text.Length);
        foreach (var sign in text)
        {
            if (Marks.Contains(sign)) continue;
            if (Minus.Contains(sign)) plain.Append('-');
            else if (sign == '\u066b') plain.Append('.');
            else if (char.IsDigit(sign) && CharUnicodeInfo.GetDecimalDigitValue(sign) is >= 0 and var digit) plain.Append((char)('0' + digit));
            else plain.Append(sign);
        }

        return plain.ToString();
    }

    /// <summary>Reads a whole number.</summary>
    public static bool TryWhole(string text, out long number) => long.TryParse(Plain(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    /// <summary>Reads a number with a fraction, after a point or a comma.</summary>
    public static bool TryFraction(string text, out decimal number)
    {
        var plain = Plain(text);
        // Such a number has no separators of thousands, so a single comma is a decimal one.
        if (plain.Count(sign => sign == ',') == 1 && !plain.Contains('.', StringComparison.Ordinal)) plain = plain.Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A number that PowerShell or a JSON file has read, as a whole number; null for anything else, and for a number with a fraction.</summary>
    public static long? Whole(object value) => value switch
    {
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong and <= long.MaxValue => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        double or float when Convert.ToDouble(value, CultureInfo.InvariantCulture) is var real && Math.Abs(real) < 1L << 53 && real % 1 == 0 => (long)real,
        decimal exact when exact % 1 == 0 && exact is >= long.MinValue and <= long.MaxValue => (long)exact,
        System.Numerics.BigInteger big when big >= long.MinValue && big <= long.MaxValue => (long)big,
        _ => null,
    };
}
