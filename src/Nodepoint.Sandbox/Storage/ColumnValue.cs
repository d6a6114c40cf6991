using System.Globalization;
using System.Text;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Storage;

/// <summary>Converts a value to what a column stores: without strict mode, MySQL cuts, clamps and guesses.</summary>
internal static class ColumnValue
{
    /// <summary>The stored text of a value that is not null.</summary>
    public static string Store(ColumnDefinition column, string value) => column.Kind switch
    {
        ColumnKind.Integer => Whole(column, value),
        ColumnKind.Decimal => Fraction(column, value),
        ColumnKind.Enumeration => Member(column, value),
        ColumnKind.Set => Members(column, value),
        ColumnKind.Date => Date(value),
        ColumnKind.DateTime or ColumnKind.Timestamp => DateAndTime(value),
        ColumnKind.Bytes => value,
        _ => Cut(column, value),
    };

    /// <summary>The value of a column that a new row does not specify.</summary>
    public static string? Default(ColumnDefinition column)
    {
        if (column.Default is { } given) return Store(column, given);
        return column.IsNullable ? null : Implicit(column);
    }

    /// <summary>The value a NOT NULL column stores instead of null.</summary>
    public static string Implicit(ColumnDefinition column) => column.Kind switch
    {
        ColumnKind.Integer => "0",
        ColumnKind.Decimal => Fraction(column, "0"),
        ColumnKind.Date => "0000-00-00",
        ColumnKind.DateTime => "0000-00-00 00:00:00",
        ColumnKind.Timestamp => Now(),
        ColumnKind.Enumeration => column.Members[0],
        _ => "",
    };

    public static string Now() => DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Replaces characters outside the Basic Multilingual Plane, which the panel's three-byte encoding cannot store.</summary>
    public static string BasicPlane(string value)
    {
        if (value.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0) return value;
        var plain = new StringBuilder(value.Length + 8);
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsBmp) plain.Append((char)rune.Value);
            else plain.Append("????");
        }
        return plain.ToString();
    }

    private static string Whole(ColumnDefinition column, string value)
    {
        var number = NumericText.Scan(value, out var exact);
        var wanted = exact ?? Rounded(number);
        return Math.Clamp(wanted, column.Minimum, column.Maximum).ToString("0", CultureInfo.InvariantCulture);
    }

    private static decimal Rounded(double number) =>
        Math.Abs(number) > 1e20 ? (number > 0 ? decimal.MaxValue : decimal.MinValue) : Math.Round((decimal)number, MidpointRounding.AwayFromZero);

    private static string Fraction(ColumnDefinition column, string value)
    {
        var number = NumericText.Prefix(value);
        var wanted = Math.Abs(number) > 1e20 ? (number > 0 ? column.Maximum : column.Minimum) : (decimal)number;
        return Math.Round(Math.Clamp(wanted, column.Minimum, column.Maximum), column.Decimals, MidpointRounding.AwayFromZero)
            .ToString("F" + column.Decimals, CultureInfo.InvariantCulture);
    }

    private static string Member(ColumnDefinition column, string value)
    {
        value = BasicPlane(value);
        foreach (var member in column.Members)
            if (MysqlText.AreEqual(member, value)) return member;
        // A number that is not a value of the enumeration is the position of one.
        var digits = value.Trim(' ');
        if (digits.StartsWith('+')) digits = digits[1..];
        return digits.Length is > 0 and < 6 && digits.All(char.IsAsciiDigit) && int.Parse(digits, CultureInfo.InvariantCulture) is var place and > 0
            && place <= column.Members.Count ? column.Members[place - 1] : "";
    }

    private static string Members(ColumnDefinition column, string value)
    {
        var wanted = value.Split(',');
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
            return string.Join(',', column.Members.Where((_, i) => (bits >> i & 1) != 0));
        return string.Join(',', column.Members.Where(m => wanted.Any(w => MysqlText.AreEqual(w, m))));
    }

    private static string Cut(ColumnDefinition column, string value)
    {
        value = BasicPlane(value);
        if (column.Length < 0) value = CutBytes(value, -column.Length);
        else if (value.Length > column.Length) value = value[..column.Length];
        return column.IsFixed ? value.TrimEnd(' ') : value;
    }

    private static string CutBytes(string value, int bytes)
    {
        if (value.Length * 3 <= bytes || PhpText.Length(value) <= bytes) return value;
        var length = Math.Min(value.Length, bytes);
        while (Encoding.UTF8.GetByteCount(value.AsSpan(0, length)) > bytes) length--;
        return value[..length];
    }

    private static string Date(string value) => Parse(value, out var date) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "0000-00-00";

    private static string DateAndTime(string value) =>
        Parse(value, out var date) ? date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "0000-00-00 00:00:00";

    private static bool Parse(string value, out DateTime date)
    {
        string[] forms = ["yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy-M-d", "yyyyMMddHHmmss", "yyyyMMdd", "yyyy-M-dTH:m:s"];
        return DateTime.TryParseExact(value.Trim(), forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }
}
