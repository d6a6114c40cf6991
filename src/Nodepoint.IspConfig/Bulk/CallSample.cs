namespace Nodepoint.IspConfig.Bulk;

/// <summary>The calls that were answered under one limit.</summary>
/// <param name="early">How many of the first calls are not of this limit: sent before it was set, or while the panel still worked on those.</param>
internal sealed class CallSample(int early)
{
    private Measurement _early;
    private Measurement _calls;

    /// <summary>The calls of the limit.</summary>
    public Measurement Calls => _calls;

    /// <summary>The number of calls of the limit.</summary>
    public int Count => _calls.Count;

    /// <summary>The first calls. Their throughput is too high if the limit has been raised, because they have waited less.</summary>
    public Measurement Early => _early;

    /// <summary>Adds a call.</summary>
    /// <param name="latency">The response time in seconds.</param>
    /// <param name="inFlight">The number of calls in flight, with this one.</param>
    public void Add(double latency, int inFlight)
    {
        if (_early.Count < early) _early.Add(latency, inFlight);
        else _calls.Add(latency, inFlight);
    }
}
