using System.Buffers;
using System.Globalization;

namespace Nodepoint.Sandbox.Php;

/// <summary>Reads numbers as PHP and MySQL do: the longest numeric beginning of a text.</summary>
internal static class NumericText
{
    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\n\r\v\f");

    /// <summary>Whether the whole text is a number, apart from spaces around it.</summary>
    public static bool TryWhole(string text, out double number)
    {
        number = 0;
        var length = Measure(text, out var start, out _);
        if (length == 0 || text.AsSpan(start + length).ContainsAnyExcept(Blanks)) return false;
        number = Parse(text.AsSpan(start, length));
        return true;
    }

    /// <summary>Whether a text begins with a number, so that PHP can calculate with it.</summary>
    public static bool IsNumberAtStart(string text) => Measure(text, out _, out _) > 0;

    /// <summary>The number at the beginning of a text, or 0.</summary>
    public static double Prefix(string text)
    {
        var length = Measure(text, out var start, out _);
        return length == 0 ? 0 : Parse(text.AsSpan(start, length));
    }

    /// <summary>Like Prefix, with the exact value when it is an integer in range.</summary>
    public static double Scan(string text, out long? whole)
    {
        whole = null;
        var length = Measure(text, out var start, out var isWhole);
        if (length == 0)
        {
            whole = 0;
            return 0;
        }
        var span = text.AsSpan(start, length);
        if (isWhole && long.TryParse(span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact)) whole = exact;
        return Parse(span);
    }

    private static double Parse(ReadOnlySpan<char> span) => double.Parse(span, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int Measure(string text, out int start, out bool isWhole)
    {
        start = 0;
        while (start < text.Length && text[start] is ' ' or '\t' or '\n' or '\r' or '\v' or '\f') start++;
        isWhole = true;
        var at = start;
        if (at < text.Length && text[at] is '+' or '-') at++;
        var digits = Digits(text, ref at);
        if (at < text.Length && text[at] == '.')
        {
            var after = at + 1;
            var decimals = Digits(text, ref after);
            if (digits + decimals > 0)
            {
                isWhole = false;
                digits += decimals;
                at = after;
            }
        }
        if (digits == 0) return 0;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var power = at + 1;
            if (power < text.Length && text[power] is '+' or '-') power++;
            if (Digits(text, ref power) > 0)
            {
                isWhole = false;
                at = power;
            }
        }
        return at - start;
    }

    private static int Digits(string text, ref int at)
    {
        var from = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at - from;
    }
}
