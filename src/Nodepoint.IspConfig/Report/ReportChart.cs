namespace Nodepoint.IspConfig.Report;

/// <summary>A chart with a bar for each month.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Bars">The bars.</param>
internal sealed record ReportChart(string Title, IReadOnlyList<ReportBar> Bars)
{
    /// <summary>Makes a chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="bars">The label and the size of each bar, in bytes.</param>
    public static ReportChart Of(string title, IReadOnlyList<(string Label, string Name, long Bytes)> bars)
    {
        var most = Math.Max(1, bars.Max(static one => one.Bytes));
        return new ReportChart(title, [.. bars.Select(one => new ReportBar(one.Label, one.Name, ReportText.Size(one.Bytes), Math.Round(100.0 * one.Bytes / most, 1)))]);
    }
}

/// <summary>A bar of a chart.</summary>
/// <param name="Label">The short name of the month.</param>
/// <param name="Name">The month, such as 2026-11.</param>
/// <param name="Value">The size as a text.</param>
/// <param name="Height">The height, where the highest bar has 100.</param>
internal sealed record ReportBar(string Label, string Name, string Value, double Height)
{
    /// <summary>Where the bar begins in a drawing that is 100 high.</summary>
    public double Top => Math.Round(100 - Height, 1);
}

/// <summary>A small chart in a cell.</summary>
/// <param name="Title">What it shows, for those who do not see it.</param>
/// <param name="Bars">The bars.</param>
internal sealed record ReportTrend(string Title, IReadOnlyList<ReportTrendBar> Bars)
{
    private const int Step = 8;
    private const double Height = 20;

    /// <summary>The width of the drawing.</summary>
    public int Width => Bars.Count * Step;

    /// <summary>Makes a small chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="values">The values.</param>
    public static ReportTrend Of(string title, IReadOnlyList<long> values)
    {
        var most = Math.Max(1, values.Max());
        return new ReportTrend(title, [.. values.Select((value, at) => Bar(at, Math.Max(1, Math.Round(Height * value / most, 1))))]);
    }

    private static ReportTrendBar Bar(int at, double height) => new(at * Step, Math.Round(Height - height, 1), height);
}

/// <summary>A bar of a small chart.</summary>
/// <param name="Left">Where it begins.</param>
/// <param name="Top">Its upper end.</param>
/// <param name="Height">Its height.</param>
internal sealed record ReportTrendBar(int Left, double Top, double Height);
