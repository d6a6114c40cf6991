using System.Globalization;
using System.Text.RegularExpressions;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Forms;

/// <summary>Reads dates as the remote API does: Y-m-d and Y-m-d H:i:s; days beyond the end of the month roll over.</summary>
internal static partial class PanelDate
{
    public static bool TryDateTime(string text, out DateTime date)
    {
        date = default;
        if (text.Contains('\0', StringComparison.Ordinal)) throw new PhpCrash("A date contains a NUL.");
        var match = DateTimeForm().Match(text);
        if (!match.Success) return false;
        var part = match.Groups.Values.Skip(1).Select(g => int.Parse(g.Value, CultureInfo.InvariantCulture)).ToArray();
        if (part[1] > 12 || part[2] > 31 || part[3] > 24 || part[4] > 59 || part[5] > 59) return false;
        if (part is [1899, 12, 31, ..] || part[0] == 0) return false;
        date = new DateTime(part[0], 1, 1).AddMonths(part[1] - 1).AddDays(part[2] - 1).Add(new TimeSpan(part[3], part[4], part[5]));
        return true;
    }

    /// <summary>The value that a date field stores: the parts that can be read.</summary>
    public static string? StoredDate(object? value)
    {
        if (Loose.Same(value, "") || value is "0000-00-00") return null;
        var match = DateForm().Match(Loose.TextArgument(value));
        string Part(int i, int width) => match.Groups[i].Success ? match.Groups[i].Value.PadLeft(width, '0') : "".PadLeft(width > 2 ? 0 : 2, '0');
        return $"{Part(1, 4)}-{Part(2, 2)}-{Part(3, 2)}";
    }

    public static string? StoredDateTime(object? value)
    {
        if (Loose.Same(value, "") || value is "0000-00-00 00:00:00") return null;
        return TryDateTime(Loose.TextArgument(value), out var date) ? date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\A([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[ \t]([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})\z")]
    private static partial Regex DateTimeForm();

    [GeneratedRegex(@"\A([0-9]{1,4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")]
    private static partial Regex DateForm();
}
