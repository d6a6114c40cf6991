using System.Diagnostics;

namespace Nodepoint.Sandbox.Faults;

/// <summary>Spends time of a core: on a busy computer it takes longer, as other work does.</summary>
internal static class CpuTime
{
    private const int Trial = 2_000_000;

    private static readonly double RoundsPerMillisecond = Measure();

    // Keeps the work from being left out because nobody uses its result.
    private static ulong last;

    /// <summary>Spends time of a core.</summary>
    /// <param name="milliseconds">The time.</param>
    public static void Spend(double milliseconds) => last = Run((long)(milliseconds * RoundsPerMillisecond));

    // The fastest trial is the one that was disturbed least.
    private static double Measure() => Trial / Enumerable.Range(0, 7).Min(static trial =>
    {
        var clock = Stopwatch.StartNew();
        last = Run(Trial);
        return clock.Elapsed.TotalMilliseconds;
    });

    private static ulong Run(long rounds)
    {
        var number = 88172645463325252UL;
        for (long round = 0; round < rounds; round++)
        {
            number ^= number << 13;
            number ^= number >> 7;
            number ^= number << 17;
        }

        return number;
    }
}
