namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>Reads times to live and the times of an SOA record: seconds, or numbers with units, such as 1h30m (BIND).</summary>
internal static class ZoneFilePeriod
{
    // No valid one is longer.
    private const int Longest = 63;

    /// <summary>Reads a time.</summary>
    /// <param name="text">The word.</param>
    /// <param name="seconds">The seconds, from 0 to 4294967295.</param>
    /// <returns>Whether the word is a time.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text.IsEmpty || text.Length > Longest) return false;
        var hasUnits = false;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits == 0) return false;
            if (digits < 0 && hasUnits) return false;
            if (!ulong.TryParse(text[..(digits < 0 ? text.Length : digits)], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) || number > uint.MaxValue) return false;
            if (digits < 0)
            {
                seconds = (long)number;
                return true;
            }

            var unit = (text[digits] | 0x20) switch { 'w' => 604800, 'd' => 86400, 'h' => 3600, 'm' => 60, 's' => 1, _ => 0 };
            if (unit == 0) return false;
            seconds += (long)number * unit;
            hasUnits = true;
            text = text[(digits + 1)..];
        }

        return seconds <= uint.MaxValue;
    }
}
