using System.Globalization;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Model;

/// <summary>Refuses numbers that the panel would store or show as another one.</summary>
internal static class SizeCheck
{
    private const long Megabyte = 1L << 20;

    /// <summary>Refuses a size limit of less than 1 MB, because the panel counts in MB.</summary>
    /// <param name="bytes">The size limit; -1 for none.</param>
    /// <param name="member">The member, for the message.</param>
    /// <param name="canBeZero">Whether 0 is meant.</param>
    /// <exception cref="RuleException">The size limit is refused.</exception>
    public static void Quota(long bytes, string member, bool canBeZero)
    {
        if (bytes is < 0 or >= Megabyte || (bytes == 0 && canBeZero)) return;
        throw new RuleException(Rule.ValueOutOfRange, bytes == 0
            ? $"-{member} is 0, which on the panel does not mean a limit. For no limit, use Unlimited or -1; for a limit, a size such as 500MB."
            : string.Create(CultureInfo.InvariantCulture, $"-{member} is {bytes} bytes, but the panel counts in MB and would show it as 0. Did you mean {bytes}MB? Use a size such as 500MB or 1GB, or Unlimited."));
    }

    /// <summary>Refuses 0 where the panel stores it as no limit.</summary>
    /// <param name="number">The limit; -1 for none.</param>
    /// <param name="member">The member, for the message.</param>
    /// <exception cref="RuleException">The number is 0.</exception>
    public static void NotZero(long number, string member)
    {
        if (number == 0) throw new RuleException(Rule.ValueOutOfRange, $"-{member} is 0, which the panel stores as no limit. For no limit, use Unlimited or -1.");
    }
}
