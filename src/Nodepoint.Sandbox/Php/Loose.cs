using System.Globalization;

namespace Nodepoint.Sandbox.Php;

/// <summary>PHP 8's loose conversions and comparisons. Values are null, bool, long, double, string or PhpArray.</summary>
internal static class Loose
{
    public static string Text(object? value) => value switch
    {
        null or false => "",
        true => "1",
        string text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => FloatText(number),
        _ => "Array",
    };

    /// <summary>The text of a value that is passed to a function with string parameters: a list ends the request.</summary>
    public static string TextArgument(object? value) =>
        value is PhpArray ? throw new PhpCrash("A list was passed where a string is expected.") : Text(value);

    /// <summary>The member name that a value stands for: a fraction is cut off, a list ends the request.</summary>
    public static string Key(object? value) => value is bool or double ? Text(Int(value)) : TextArgument(value);

    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool flag => flag,
        string text => text is not ("" or "0"),
        long number => number != 0,
        double number => number != 0,
        PhpArray items => items.Count > 0,
        _ => true,
    };

    public static bool IsEmpty(object? value) => !IsTrue(value);

    /// <summary>PHP's intval.</summary>
    public static long Int(object? value) => value switch
    {
        null => 0,
        bool flag => flag ? 1 : 0,
        long number => number,
        double number => FloatToInt(number),
        string text => TextToInt(text),
        PhpArray items => items.Count > 0 ? 1 : 0,
        _ => 1,
    };

    public static bool IsNumeric(object? value) => value switch
    {
        long or double => true,
        string text => NumericText.TryWhole(text, out _),
        _ => false,
    };

    /// <summary>The operator == of PHP 8.</summary>
    public static bool Same(object? a, object? b) => Compare(a, b) == 0;

    /// <summary>The operators &lt; and &gt; of PHP 8: negative, zero or positive.</summary>
    public static int Compare(object? a, object? b)
    {
        switch (a, b)
        {
            case (null, null): return 0;
            case (string left, string right): return CompareTexts(left, right);
            case (null, string right): return right.Length == 0 ? 0 : -1;
            case (string left, null): return left.Length == 0 ? 0 : 1;
        }
        if (a is bool || b is bool || a is null || b is null) return IsTrue(a).CompareTo(IsTrue(b));
        if (a is PhpArray x && b is PhpArray y) return x.Count != y.Count ? x.Count.CompareTo(y.Count) : CompareMembers(x, y);
        if (a is PhpArray) return 1;
        if (b is PhpArray) return -1;
        if (a is string leftText && !NumericText.TryWhole(leftText, out _)) return Order(string.CompareOrdinal(leftText, Text(b)));
        if (b is string rightText && !NumericText.TryWhole(rightText, out _)) return Order(string.CompareOrdinal(Text(a), rightText));
        return Number(a).CompareTo(Number(b));
    }

    public static double Number(object? value) => value switch
    {
        long number => number,
        double number => number,
        string text => NumericText.Prefix(text),
        _ => Int(value),
    };

    private static int CompareTexts(string left, string right) =>
        NumericText.TryWhole(left, out var a) && NumericText.TryWhole(right, out var b)
            ? a.CompareTo(b)
            : Order(string.CompareOrdinal(left, right));

    private static int CompareMembers(PhpArray x, PhpArray y)
    {
        foreach (var (key, value) in x)
        {
            if (!y.TryGetValue(key, out var other)) return 1;
            var order = Compare(value, other);
            if (order != 0) return order;
        }
        return 0;
    }

    private static int Order(int comparison) => comparison < 0 ? -1 : comparison > 0 ? 1 : 0;

    // Values out of range wrap around at 64 bits.
    private static long FloatToInt(double number)
    {
        const double Turn = 18446744073709551616d;
        if (!double.IsFinite(number)) return 0;
        if (Math.Abs(number) < Turn / 2) return (long)number;
        var rest = number % Turn;
        if (rest < 0) rest += Turn;
        return (long)(rest >= Turn / 2 ? rest - Turn : rest);
    }

    private static long TextToInt(string text)
    {
        var number = NumericText.Scan(text, out var whole);
        if (whole is { } exact) return exact;
        if (!double.IsFinite(number)) return 0;
        return number >= 9.2233720368547758E18 ? long.MaxValue : number <= -9.2233720368547758E18 ? long.MinValue : (long)number;
    }

    private static string FloatText(double number)
    {
        if (double.IsNaN(number)) return "NAN";
        if (double.IsInfinity(number)) return number > 0 ? "INF" : "-INF";
        return Exponent(number.ToString("G14", CultureInfo.InvariantCulture));
    }

    /// <summary>Writes an exponent as PHP does: 1.0E+15 rather than 1E+15.</summary>
    public static string Exponent(string text)
    {
        var at = text.IndexOf('E', StringComparison.Ordinal);
        if (at < 0) return text;
        var mantissa = text[..at];
        var power = int.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (!mantissa.Contains('.', StringComparison.Ordinal)) mantissa += ".0";
        return $"{mantissa}E{(power < 0 ? "-" : "+")}{Math.Abs(power).ToString(CultureInfo.InvariantCulture)}";
    }
}
