using System.Globalization;
using System.Text.RegularExpressions;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Reads durations such as 3600, 1h, 1h30m, and 2W into seconds, as zone files write them.</summary>
internal static partial class DurationText
{
    /// <summary>Reads a text.</summary>
    public static bool TryParse(string text, out long seconds)
    {
        var plain = NumberText.Plain(text);
        if (NumberText.TryWhole(plain, out seconds)) return true;
        if (Form().Match(plain) is not { Success: true } form) return false;
        var total = 0m;
        foreach (Capture part in form.Groups["p"].Captures)
            total += decimal.Parse(part.Value.AsSpan(0, part.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture) * Seconds(char.ToUpperInvariant(part.Value[^1]));
        if (total > long.MaxValue) return false;
        seconds = (long)total;
        return true;
    }

    private static int Seconds(char unit) => unit switch { 'W' => 604_800, 'D' => 86_400, 'H' => 3_600, 'M' => 60, _ => 1 };

    [GeneratedRegex(@"^((?<p>[0-9]{1,12}[WwDdHhMmSs]) ?)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
