using System.Globalization;
using Nodepoint.IspConfig.Bulk;

namespace Nodepoint.PowerShell.Bases;

/// <summary>How many requests are in flight at the same time: a number from 1 to 256, or Auto, which adapts to the panel.</summary>
public sealed class ThrottleLimit
{
    private const string AutoText = "Auto";

    private ThrottleLimit()
    {
    }

    /// <summary>A fixed limit.</summary>
    /// <param name="count">The number of requests, from 1 to 256.</param>
    /// <exception cref="FormatException">The limit is not valid.</exception>
    public ThrottleLimit(int count)
    {
        if (count is < 1 or > ConcurrencyLimit.Most) throw new FormatException(ErrorMessage(count.ToString(CultureInfo.InvariantCulture)));
        Count = count;
    }

    /// <summary>The limit that adapts to the panel.</summary>
    public static ThrottleLimit Auto { get; } = new();

    /// <summary>The number of requests; null for Auto.</summary>
    public int? Count { get; }

    /// <summary>Reads a limit.</summary>
    /// <param name="text">A number, or Auto.</param>
    /// <returns>The limit.</returns>
    /// <exception cref="FormatException">The limit is not valid.</exception>
    public static ThrottleLimit Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim().Equals(AutoText, StringComparison.OrdinalIgnoreCase)) return Auto;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= ConcurrencyLimit.Most ? new ThrottleLimit(count) : throw new FormatException(ErrorMessage(text));
    }

    /// <summary>The number, or Auto.</summary>
    /// <returns>The limit, for messages.</returns>
    public override string ToString() => Count?.ToString(CultureInfo.InvariantCulture) ?? AutoText;

    private static string ErrorMessage(string value) => $"Cannot read '{value}' as -ThrottleLimit. Use a number from 1 to {ConcurrencyLimit.Most.ToString(CultureInfo.InvariantCulture)}, or {AutoText}.";
}
