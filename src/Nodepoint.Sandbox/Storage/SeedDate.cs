using System.Globalization;

namespace Nodepoint.Sandbox.Storage;

/// <summary>Dates of a seed that move with the day of planting: "{month-1}" is the first day of last month, "{month}" that of this one.</summary>
internal static class SeedDate
{
    private const string Start = "{month";

    /// <summary>The date in place of such a text; any other value as it is.</summary>
    public static string? Resolve(string? value, DateTime today)
    {
        if (value is null || !value.StartsWith(Start, StringComparison.Ordinal) || !value.EndsWith('}')) return value;
        var offset = value[Start.Length..^1];
        if (offset.Length > 0 && !int.TryParse(offset, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) return value;
        var months = offset.Length == 0 ? 0 : int.Parse(offset, CultureInfo.InvariantCulture);
        return new DateTime(today.Year, today.Month, 1).AddMonths(months).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
