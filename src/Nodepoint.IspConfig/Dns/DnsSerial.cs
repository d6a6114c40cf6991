using System.Globalization;

namespace Nodepoint.IspConfig.Dns;

/// <summary>
/// The serial of a zone: 32 bits that secondaries compare in a circle (RFC 1982), written as date and counter, YYYYMMDDnn
/// (RFC 1912 2.2), as the panel writes it.
/// </summary>
public static class DnsSerial
{
    private const int CountersPerDay = 100;
    private const uint Half = 0x8000_0000;

    /// <summary>
    /// The serial after this one; every secondary takes it for newer (RFC 1982). Like the panel: an older date, or a number that
    /// is no date, becomes today's 01; today's date or a later one is counted on. Unlike the panel: after 99 comes the next day
    /// of the calendar (its 31st is followed by a 32nd), and at the column's end, where the panel's serial stays for good, ours
    /// goes on around the circle.
    /// </summary>
    /// <param name="current">The serial now; 0 if the zone never had one.</param>
    /// <param name="today">The date to write; what counts is the panel's day.</param>
    /// <returns>A serial in date form where one is newer, else the next number; never 0.</returns>
    public static uint Next(uint current, DateOnly today)
    {
        if (TryGetDate(current, out var date, out var counter) && date >= today && After(date, counter) is { } counted)
            return counted;
        return Of(today, 1) is { } fresh && IsNewer(fresh, current) ? fresh : Plain(current);
    }

    /// <summary>Whether a secondary that holds <paramref name="old"/> would take <paramref name="candidate"/> for newer (RFC 1982 3.2).</summary>
    /// <param name="candidate">The serial that might be newer.</param>
    /// <param name="old">The serial to compare with.</param>
    /// <returns>False also for equal serials and for those exactly half the circle apart, which cannot be compared.</returns>
    public static bool IsNewer(uint candidate, uint old) => unchecked(candidate - old) is > 0 and < Half;

    /// <summary>Reads a serial as date and counter.</summary>
    /// <param name="serial">The serial.</param>
    /// <param name="date">The date it begins with.</param>
    /// <param name="counter">The counter, 0 to 99.</param>
    /// <returns>Whether it has the form YYYYMMDDnn, with a day of the calendar from 1000 on.</returns>
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

    // 0 would be the panel's "no serial", and BIND's "unset".
    private static uint Plain(uint current) => current == uint.MaxValue ? 1 : current + 1;
}
