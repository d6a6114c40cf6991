using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>How much of a zone may be changed and removed at once: a number of records, or a share of them in percent, which always allows one record unless it is zero.</summary>
/// <param name="Number">The number or the percentage.</param>
/// <param name="IsShare">Whether it is a percentage.</param>
internal readonly record struct ChangeLimit(decimal Number, bool IsShare)
{
    /// <summary>The default: 30 %.</summary>
    public static ChangeLimit Default { get; } = new(30, IsShare: true);

    /// <summary>Reads a limit: 10, 30%, or 12.5 %.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="RuleException">The text is not a limit.</exception>
    public static ChangeLimit Parse(string text)
    {
        var typed = text.Trim();
        var isShare = typed.EndsWith('%');
        var isNumber = decimal.TryParse(typed.TrimEnd('%').Trim(), isShare ? NumberStyles.AllowDecimalPoint : NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return isNumber && (!isShare || number <= 100) ? new ChangeLimit(number, isShare)
            : throw new RuleException(Rule.ValueOutOfRange, $"Cannot read {Excerpt.Of(text)} as -MaxChange. Use a number of records such as 10, or a percentage from 0% to 100% such as 30%.");
    }

    /// <summary>Whether so many records are more than the limit.</summary>
    /// <param name="changed">The number of records that are changed or removed.</param>
    /// <param name="all">The number of records of the zone.</param>
    public bool IsExceededBy(int changed, int all)
        => IsShare ? changed > (Number > 0 ? Math.Max(1, Math.Floor(all * Number / 100)) : 0) : changed > Number;

    /// <summary>Returns the limit as it is written.</summary>
    /// <returns>The limit.</returns>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture) + (IsShare ? "%" : "");
}
