namespace Nodepoint.IspConfig.Bulk;

/// <summary>The calls that were answered under one limit.</summary>
/// <param name="early">How many calls were sent before the limit was set.</param>
internal sealed class CallSample(int early)
{
    private Sum _early;
    private Sum _calls;

    /// <summary>The number of calls that were sent and answered under the limit.</summary>
    public int Count => _calls.Count;

    /// <summary>The number of answered calls that were sent before.</summary>
    public int EarlyCount => _early.Count;

    /// <summary>The average response time in seconds.</summary>
    public double Latency => _calls.Latency / _calls.Count;

    /// <summary>Calls per second.</summary>
    public double Throughput => _calls.Throughput;

    /// <summary>Calls per second by those that were sent before: too high if the limit has been raised, because they have waited less.</summary>
    public double EarlyThroughput => _early.Throughput;

    /// <summary>Adds a call.</summary>
    /// <param name="latency">The response time in seconds.</param>
    /// <param name="inFlight">The number of calls in flight, with this one.</param>
    public void Add(double latency, int inFlight)
    {
        if (_early.Count < early) _early.Add(latency, inFlight);
        else _calls.Add(latency, inFlight);
    }

    private struct Sum
    {
        private long _inFlight;

        public int Count { get; private set; }

        public double Latency { get; private set; }

        // Little's law: the average number of calls in flight, divided by the average response time.
        public readonly double Throughput => _inFlight / Latency;

        public void Add(double latency, int inFlight)
        {
            Count++;
            Latency += latency;
            _inFlight += inFlight;
        }
    }
}
