using System.Globalization;

namespace Nodepoint.IspConfig.Dns;

/// <summary>
/// Calculates the serial of a zone: a 32-bit number compared by serial number arithmetic (RFC 1982), written as date and counter,
/// YYYYMMDDnn (RFC 1912 2.2), as on the panel.
/// </summary>
internal static class DnsSerial
{
    private const int CountersPerDay = 100;
    private const uint HalfRange = 0x8000_0000;

    /// <summary>
    /// The next serial, which every secondary treats as newer (RFC 1982). As on the panel, an older date, or a number that
    /// is not a date, becomes today's date with counter 01; for today or a later date the counter is raised. Unlike on the panel,
    /// counter 99 is followed by the next calendar day (the panel counts the 32nd after the 31st), and after the maximum, where
    /// the panel's serial no longer changes, the serial wraps around.
    /// </summary>
    /// <param name="current">The current serial; 0 if the zone has none.</param>
    /// <param name="today">The current date on the panel.</param>
    /// <returns>A serial in date form if that is newer, else the next number; never 0.</returns>
    public static uint Next(uint current, DateOnly today)
    {
        if (TryGetDate(current, out var date, out var counter) && date >= today && After(date, counter) is { } counted)
            return counted;
        return Of(today, 1) is { } fresh && IsNewer(fresh, current) ? fresh : After(current);
    }

    /// <summary>A serial that every secondary treats as older.</summary>
    /// <param name="serial">The serial.</param>
    /// <returns>The number before it; never 0.</returns>
    public static uint Before(uint serial) => serial <= 1 ? uint.MaxValue : serial - 1;

    /// <summary>The number after a serial.</summary>
    /// <param name="serial">The serial.</param>
    /// <returns>Never 0, which means "no serial" to the panel and "unset" to BIND.</returns>
    public static uint After(uint serial) => serial == uint.MaxValue ? 1 : serial + 1;

    /// <summary>Whether a secondary with the serial <paramref name="old"/> treats <paramref name="candidate"/> as newer (RFC 1982 3.2).</summary>
    /// <param name="candidate">The serial to check.</param>
    /// <param name="old">The serial to compare with.</param>
    /// <returns>False also for equal serials and for serials that differ by exactly 2^31, which cannot be compared.</returns>
    public static bool IsNewer(uint candidate, uint old) => unchecked(candidate - old) is > 0 and < HalfRange;

    /// <summary>Reads a serial as date and counter.</summary>
    /// <param name="serial">The serial.</param>
    /// <param name="date">The date.</param>
    /// <param name="counter">The counter, 0 to 99.</param>
    /// <returns>Whether the serial has the form YYYYMMDDnn with a valid date from the year 1000 on.</returns>
    public static bool TryGetDate(uint serial, out DateOnly date, out int counter)
    {
        var day = serial / CountersPerDay;
        counter = (int)(serial % CountersPerDay);
        date = default;
        return day > 1000_00_00
            && DateOnly.TryParseExact(day.ToString("D8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    private static uint? After(DateOnly date, int counter) => counter < CountersPerDay - 1 ? Of(date, counter + 1) : Of(date.AddDays(1), 0);

    private static uint? Of(DateOnly date, int counter)
    {
        var serial = ((date.Year * 100L + date.Month) * 100 + date.Day) * CountersPerDay + counter;
        return serial <= uint.MaxValue ? (uint)serial : null;
    }
}
