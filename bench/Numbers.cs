namespace Nodepoint.Bench;

/// <summary>Statistics of runs.</summary>
internal static class Numbers
{
    public static double Median(this IEnumerable<double> runs)
    {
        double[] sorted = [.. runs.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The value that a percentage of the values does not exceed.</summary>
    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Length * percent / 100) - 1, 0, sorted.Length - 1)];
    }

    public static string Runs(this IEnumerable<double> runs, string format) => string.Join(" ", runs.Select(run => run.ToString(format, null)));
}
