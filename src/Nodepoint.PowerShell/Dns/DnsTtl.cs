using System.Globalization;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The time to live that the panel's forms take.</summary>
internal static class DnsTtl
{
    private const long Shortest = 60;

    /// <summary>The time when it is one the panel stores as it is.</summary>
    public static long Check(long seconds) => seconds is >= Shortest and <= int.MaxValue
        ? seconds
        : throw new FormatException($"A record's TTL is {seconds.ToString(CultureInfo.InvariantCulture)}. Give 60 to 2147483647 seconds.");
}
