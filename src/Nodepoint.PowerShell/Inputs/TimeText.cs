using System.Globalization;
using System.Text.RegularExpressions;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Reads points in time in ISO 8601, and other dates only if they can mean one day, in the same way in every culture and calendar.</summary>
internal static partial class TimeText
{
    // Years outside are those of another calendar, or a mistake.
    private const int FirstYear = 1970;
    private const int LastYear = 2199;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="time">The time; in the local time zone if the text has none. Null for the panel's date of zeros.</param>
    /// <param name="advice">What to write instead, if it cannot be read.</param>
    /// <returns>Whether it can be read.</returns>
    public static bool TryParse(string text, out DateTimeOffset? time, out string advice)
    {
        (time, advice) = (null, "Use a date such as 2026-12-24 or 2026-12-24 18:00");
        if (text.StartsWith("0000-00-00", StringComparison.Ordinal)) return true;
        if (Iso().Match(text) is { Success: true } iso)
        {
            var year = Number(iso.Groups["y"]);
            if (year is < FirstYear or > LastYear)
            {
                advice = string.Create(CultureInfo.InvariantCulture, $"The year {year} is not a year of the Gregorian calendar from {FirstYear} to {LastYear}. {advice}");
                return false;
            }

            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var read)) return false;
            time = read;
            return true;
        }

        if (Local().Match(text) is not { Success: true } local) return false;
        var (first, second, fullYear) = (Number(local.Groups["a"]), Number(local.Groups["b"]), Number(local.Groups["y"]));
        if (fullYear is < FirstYear or > LastYear) return false;
        var clock = local.Groups["t"] is { Success: true, Value: var written } ? " " + written.Trim() : "";
        var (dayFirst, monthFirst) = (Written(fullYear, second, first), Written(fullYear, first, second));
        if (dayFirst is not null && monthFirst is not null && dayFirst != monthFirst)
        {
            advice = $"It can mean two days. Use {dayFirst}{clock} or {monthFirst}{clock}";
            return false;
        }

        if ((dayFirst ?? monthFirst) is not { } date || !DateTimeOffset.TryParse(date + clock, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var found)) return false;
        time = found;
        return true;
    }

    private static string? Written(int year, int month, int day)
        => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}") : null;

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>[0-9]{4})-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)? ?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<a>[0-9]{1,2})[./-](?<b>[0-9]{1,2})[./-](?<y>[0-9]{4})(?<t>,? [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?[AaPp][Mm])?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Local();
}
