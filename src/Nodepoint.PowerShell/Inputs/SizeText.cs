using System.Globalization;
using System.Text.RegularExpressions;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Reads sizes such as 500M, 5 GB, 2 GiB, and 1.5GB into bytes. As in PowerShell and on the panel, K, M, G, and T count in steps of 1024.</summary>
internal static partial class SizeText
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bytes">The number of bytes.</param>
    /// <param name="advice">What to write instead, if it cannot be read; null for the usual advice.</param>
    /// <returns>Whether it can be read.</returns>
    public static bool TryParse(string text, out long bytes, out string? advice)
    {
        (bytes, advice) = (0, null);
        if (Form().Match(NumberText.Plain(text)) is not { Success: true } form) return false;
        var (number, unit) = (form.Groups["n"].Value, form.Groups["u"].Value.ToUpperInvariant());
        var suffix = unit.Length == 0 ? "" : unit[0] + "B";
        if (number.IndexOfAny(['.', ',']) is >= 0 and var point)
        {
            // 1.000 is one thousand or one, and a comma is a decimal separator in one country and groups thousands in another.
            var isGroup = number.LastIndexOfAny(['.', ',']) != point || (number.Length - point - 1 == 3 && number.TrimStart('-')[0] != '0');
            if (suffix.Length == 0 && !isGroup) return false;
            if (isGroup || number[point] == ',')
            {
                var plain = number.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
                advice = isGroup ? $"Write it without separators, such as {plain}{suffix}" : $"Write it with a point: {number.Replace(',', '.')}{suffix}";
                return false;
            }
        }

        var factor = unit.Length == 0 ? 1L : 1L << (10 * (1 + "KMGT".IndexOf(unit[0], StringComparison.Ordinal)));
        if (!decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed)) return false;
        if (parsed > (decimal)long.MaxValue / factor || parsed < -1 || parsed * factor is < -1) return false;
        bytes = (long)decimal.Round(parsed * factor);
        return true;
    }

    [GeneratedRegex(@"^(?<n>-?[0-9]+([.,][0-9]+)*) ?((?<u>[KMGTkmgt])([Ii]?[Bb])?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
