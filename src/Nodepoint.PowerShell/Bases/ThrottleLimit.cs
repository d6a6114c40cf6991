using System.Globalization;
using Nodepoint.IspConfig.Bulk;

namespace Nodepoint.PowerShell.Bases;

/// <summary>How many requests are under way at once: a number from 1 to 256, or Auto, which finds what the panel takes best.</summary>
public sealed class ThrottleLimit
{
    private const string Word = "Auto";

    private ThrottleLimit()
    {
    }

    /// <summary>A fixed limit.</summary>
    /// <param name="count">How many; 1 to 256.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public ThrottleLimit(int count)
    {
        if (count is < 1 or > ConcurrencyLimit.Most) throw new FormatException(Complaint(count.ToString(CultureInfo.InvariantCulture)));
        Count = count;
    }

    /// <summary>The limit that finds itself.</summary>
    public static ThrottleLimit Auto { get; } = new();

    /// <summary>How many; null for Auto.</summary>
    public int? Count { get; }

    /// <summary>Reads a limit.</summary>
    /// <param name="text">A number, or Auto.</param>
    /// <returns>The limit.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static ThrottleLimit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim().Equals(Word, StringComparison.OrdinalIgnoreCase)) return Auto;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= ConcurrencyLimit.Most ? new ThrottleLimit(count) : throw new FormatException(Complaint(text));
    }

    /// <summary>The number, or Auto.</summary>
    /// <returns>For messages.</returns>
    public override string ToString() => Count?.ToString(CultureInfo.InvariantCulture) ?? Word;

    private static string Complaint(string given) => $"'{given}' is no throttle limit. Give a number from 1 to {ConcurrencyLimit.Most.ToString(CultureInfo.InvariantCulture)}, or {Word}.";
}
