namespace Nodepoint.IspConfig.Bulk;

/// <summary>The throughput and response time of some calls.</summary>
internal struct Measurement
{
    private double _latency;
    private double _squares;
    private long _inFlight;

    /// <summary>The number of calls.</summary>
    public int Count { get; private set; }

    /// <summary>The average response time in seconds.</summary>
    public readonly double Latency => _latency / Count;

    /// <summary>Calls per second: the average number of calls in flight, divided by the average response time (Little's law).</summary>
    public readonly double Throughput => _inFlight / _latency;

    /// <summary>The variance of the throughput, as a part of its square.</summary>
    public readonly double Variance => Math.Max(0, (_squares / Count / (Latency * Latency)) - 1) / Count;

    /// <summary>Adds a call.</summary>
    /// <param name="latency">The response time in seconds.</param>
    /// <param name="inFlight">The number of calls in flight, with this one.</param>
    public void Add(double latency, int inFlight)
    {
        Count++;
        _latency += latency;
        _squares += latency * latency;
        _inFlight += inFlight;
    }
}
