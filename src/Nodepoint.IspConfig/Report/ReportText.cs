using System.Globalization;
using System.Text;
using Nodepoint.Generators;

namespace Nodepoint.IspConfig.Report;

/// <summary>Writes sizes, times, and counts for people, the same in every culture.</summary>
internal static class ReportText
{
    private static readonly string[] Units = ["bytes", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>A size.</summary>
    /// <param name="bytes">The bytes; negative for unlimited.</param>
    /// <returns>Such as <c>1.8 GB</c>.</returns>
    public static string Size(long bytes)
    {
        if (bytes < 0) return "unlimited";
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1024 && unit < Units.Length - 1) (size, unit) = (size / 1024, unit + 1);
        // Three digits are enough to compare.
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size, size < 10 ? 2 : size < 100 ? 1 : 0):0.##} {Units[unit]}");
    }

    /// <summary>A size whose zero is nothing.</summary>
    /// <param name="bytes">The bytes; null if nothing was measured.</param>
    public static string Measured(long? bytes) => bytes is { } known ? Size(known) : "not measured";

    /// <summary>A point in time, in UTC.</summary>
    /// <param name="time">The time.</param>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A date, in UTC.</summary>
    /// <param name="time">The time.</param>
    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A number with a comma for thousands.</summary>
    /// <param name="number">The number.</param>
    public static string Number(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>A number for programs.</summary>
    /// <param name="number">The number.</param>
    public static string Plain(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A percentage.</summary>
    /// <param name="part">The percentage.</param>
    public static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(part, 1):0.#} %");

    /// <summary>A number of things.</summary>
    /// <param name="number">The number.</param>
    /// <param name="what">What is counted, in the singular.</param>
    public static string Count(long number, string what) => $"{Number(number)} {(number == 1 ? what : English.Plural(what))}";

    /// <summary>A text of the panel or of a server without characters that would reorder or hide other text.</summary>
    /// <param name="text">The text.</param>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\n' or '\t') clean.Append(' ');
            else if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) clean.Append('\uFFFD');
            else clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
