using System.Globalization;
using System.Management.Automation;

namespace Nodepoint.PowerShell.Printing;

/// <summary>What the table views show of values: sizes as people say them, and states in color. The values themselves do not change.</summary>
public static class ViewText
{
    private const string Unlimited = "unlimited";

    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB"];

    private static readonly Dictionary<string, string> Colors = new(StringComparer.OrdinalIgnoreCase)
    {
        ["True"] = "Green", ["Pass"] = "Green", ["Done"] = "Green", ["Ok"] = "Green",
        ["False"] = "Yellow", ["Warn"] = "Yellow", ["SoftFail"] = "Yellow", ["Neutral"] = "Yellow", ["Unknown"] = "Yellow", ["Pending"] = "Yellow", ["Waiting"] = "Yellow",
        ["Fail"] = "Red", ["Failed"] = "Red", ["Error"] = "Red", ["TempError"] = "Red", ["PermError"] = "Red",
        ["Skip"] = "BrightBlack", ["Skipped"] = "BrightBlack", ["None"] = "BrightBlack",
    };

    /// <summary>A size.</summary>
    /// <param name="value">The bytes; -1 is unlimited, and null is not known.</param>
    /// <returns>The size in the largest unit in which it is at least 1, such as 1.5 GB.</returns>
    public static string Size(object? value)
    {
        if (value is null) return "";
        var bytes = Convert.ToInt64(value is PSObject wrapped ? wrapped.BaseObject : value, CultureInfo.InvariantCulture);
        if (bytes < 0) return Unlimited;
        var unit = 0;
        var amount = (double)bytes;
        for (; amount >= 1024 && unit < Units.Length - 1; unit++) amount /= 1024;
        return $"{amount.ToString("0.#", CultureInfo.CurrentCulture)} {Units[unit]}";
    }

    /// <summary>A number of things or, if it is a size, of bytes.</summary>
    /// <param name="value">The number; -1 is unlimited, and null is not known.</param>
    /// <param name="isSize">Whether it is a size.</param>
    public static string Amount(object? value, bool isSize)
        => isSize ? Size(value) : value is null ? "" : Convert.ToInt64(value, CultureInfo.InvariantCulture) is >= 0 and var count ? count.ToString(CultureInfo.CurrentCulture) : Unlimited;

    /// <summary>A state, in the color of what it means. PowerShell removes the color where the host has none.</summary>
    /// <param name="value">The state.</param>
    /// <param name="style">$PSStyle.</param>
    public static string State(object? value, object? style)
    {
        var text = value?.ToString() ?? "";
        return Colors.TryGetValue(text, out var color) ? Colored(text, color, style) : text;
    }

    /// <summary>A number of failures, in the color of failures unless it is 0.</summary>
    /// <param name="value">The number.</param>
    /// <param name="style">$PSStyle.</param>
    public static string Failures(object? value, object? style) => value?.ToString() is { } text and not "0" ? Colored(text, "Red", style) : "0";

    private static string Colored(string text, string color, object? style)
    {
        if (style is null) return text;
        var all = PSObject.AsPSObject(style);
        return all.Properties["Foreground"]?.Value is { } foreground ? $"{PSObject.AsPSObject(foreground).Properties[color]?.Value}{text}{all.Properties["Reset"]?.Value}" : text;
    }
}
