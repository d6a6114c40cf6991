namespace Nodepoint.IspConfig.Bulk;

/// <summary>The response times of one function of the panel.</summary>
internal sealed class ResponseTimes
{
    /// <summary>The number of calls that tell something.</summary>
    public const int Fewest = 8;

    private const int Most = 32;

    private readonly double[] _latest = new double[Most];

    /// <summary>The number of calls.</summary>
    public int Count { get; private set; }

    /// <summary>The response time while calls do not wait for each other, in seconds.</summary>
    public double Fastest { get; private set; } = double.MaxValue;

    /// <summary>Adds a call, and gets how much slower the latest ones are than the fastest.</summary>
    /// <param name="latency">The response time in seconds.</param>
    /// <param name="latest">How many of the latest calls count, from 8 to 32.</param>
    /// <returns>The ratio; 1 if the calls are too few.</returns>
    public double Add(double latency, int latest)
    {
        _latest[Count++ % Most] = latency;
        if (Count < Fewest) return 1;
        var usual = LowerQuartile(Math.Min(Count, Math.Clamp(latest, Fewest, Most)));
        Fastest = Math.Min(Fastest, usual);
        return usual / Fastest;
    }

    // Some responses are slow for other reasons.
    private double LowerQuartile(int count)
    {
        Span<double> latest = stackalloc double[count];
        for (var back = 0; back < count; back++) latest[back] = _latest[(Count - 1 - back) % Most];
        latest.Sort();
        return latest[count / 4];
    }
}
