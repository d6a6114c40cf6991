using System.Globalization;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The time to live that the panel's forms accept.</summary>
internal static class DnsTtl
{
    private const long Shortest = 60;

    /// <summary>Returns the time to live if the panel stores it unchanged.</summary>
    public static long Check(long seconds) => seconds is >= Shortest and <= int.MaxValue
        ? seconds
        : throw new RuleException(Rule.ValueOutOfRange, $"-Ttl is {seconds.ToString(CultureInfo.InvariantCulture)}, which the panel does not accept. Use 60 to 2147483647 seconds.");
}
