namespace Nodepoint.IspConfig.Bulk;

/// <summary>
/// The rise of a limit at the beginning, until calls start to wait for each other on the panel. With each answered call the limit is one higher,
/// so it doubles in the time of one call, and new calls are sent at the pace of the panel's responses.
/// </summary>
/// <remarks>TCP finds the speed of a path in the same way (slow start, RFC 5681; its end by the response time, RFC 9406).</remarks>
internal sealed class LimitClimb
{
    // The rise itself makes calls wait for a while.
    private const int Settling = AdaptiveLimit.Most * 3 / 4;

    // Responses that are so much slower than the fastest ones have waited.
    private const double Waiting = 1.25;

    private readonly Dictionary<string, ResponseTimes> _functions = new(StringComparer.Ordinal);
    private int _countAtMost;

    /// <summary>The average response time while calls do not wait, in seconds.</summary>
    public double Fastest
    {
        get
        {
            ResponseTimes[] known = [.. _functions.Values.Where(static one => one.Count >= ResponseTimes.Fewest)];
            return known.Length == 0 ? double.MaxValue : known.Sum(static one => one.Count * one.Fastest) / known.Sum(static one => one.Count);
        }
    }

    /// <summary>Judges an answered call.</summary>
    /// <param name="function">The function that was called: some need longer than others.</param>
    /// <param name="latency">The response time in seconds.</param>
    /// <param name="limit">The current limit.</param>
    /// <param name="inFlight">The number of calls in flight, with this one.</param>
    /// <returns>The next limit, and whether the climb is over.</returns>
    public (int Next, bool IsOver) Judge(string function, double latency, int limit, int inFlight)
    {
        if (!_functions.TryGetValue(function, out var times)) _functions.Add(function, times = new ResponseTimes());
        var slower = times.Add(latency, limit / 4);
        if (times.Count < ResponseTimes.Fewest) return (limit, false);
        if (limit == AdaptiveLimit.Most && ++_countAtMost <= Settling) return (limit, false);
        // While a call was waiting for its response, the limit has about doubled.
        if (slower >= Waiting) return (Math.Max(AdaptiveLimit.First, limit / 2), true);
        if (limit == AdaptiveLimit.Most) return (limit, true);
        // Rows may come slower than the panel answers.
        return (inFlight >= limit ? limit + 1 : limit, false);
    }
}
