using System.Globalization;
using System.Text.RegularExpressions;

namespace Nodepoint.Sandbox.Storage;

/// <summary>
/// Dates of a seed that are relative to the time of filling: "{month-1}" is the first day of last month, "{month}" that of this
/// month, "{minute-5}" five minutes ago in seconds since 1970.
/// </summary>
internal static partial class SeedDate
{
    /// <summary>Replaces a relative date; returns any other value unchanged.</summary>
    public static string? Resolve(string? value, DateTime now)
    {
        if (value is null || Dates().Match(value) is not { Success: true } match) return value;
        var offset = match.Groups[2].Length == 0 ? 0 : int.Parse(match.Groups[2].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return match.Groups[1].Value == "month"
            ? new DateTime(now.Year, now.Month, 1).AddMonths(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : new DateTimeOffset(now, TimeSpan.Zero).AddMinutes(offset).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\{(month|minute)([-+]\d{1,4})?\}$")]
    private static partial Regex Dates();
}
