namespace Nodepoint.IspConfig.Bulk;

/// <summary>
/// Finds the best concurrency for a panel: the limit rises while more calls in flight do not slow the responses, falls when they do,
/// and is halved when calls fail on the panel. The algorithm is that of TCP Vegas, with calls instead of packets.
/// </summary>
internal sealed class AdaptiveLimit
{
    /// <summary>The initial limit.</summary>
    public const int First = 2;

    /// <summary>The highest limit: PHP on a web server rarely runs in more processes.</summary>
    public const int Most = 64;

    // The minimum number of calls per evaluation; as many as are in flight if that is more.
    private const int Fewest = 16;

    // The ratio of the median to the fastest response time below which the limit rises, and above which it falls.
    private const double Rises = 1.5;
    private const double Falls = 2;

    private readonly object _gate = new();
    private readonly List<double> _latencies = [];
    private readonly ConcurrencyLimit _limit;
    private double _fastest = double.MaxValue;
    private bool _doubles = true;
    private bool _reduced;

    /// <summary>Creates an adaptive limit.</summary>
    /// <param name="limit">The limit to control; it starts at <see cref="First"/>.</param>
    public AdaptiveLimit(ConcurrencyLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        _limit = limit;
        _limit.Limit = First;
    }

    /// <summary>Records a call.</summary>
    /// <param name="latency">The response time.</param>
    /// <param name="failed">Whether the call failed on the panel: no response, a 5xx status, a response cut off.</param>
    public void Report(TimeSpan latency, bool failed)
    {
        lock (_gate)
        {
            // Calls that were sent before the reduction may fail after it; the limit is not reduced again for them.
            if (failed && !_reduced)
            {
                _reduced = true;
                _doubles = false;
                _latencies.Clear();
                _limit.Limit = Math.Max(1, _limit.Limit / 2);
                return;
            }

            if (!failed) _latencies.Add(latency.TotalMilliseconds);
            if (_latencies.Count < Math.Max(Fewest, _limit.Limit)) return;
            _latencies.Sort();
            var median = Math.Max(_latencies[_latencies.Count / 2], 0.001);
            _latencies.Clear();
            // At the initial limit the median shows the panel's current speed, which other load may have changed.
            _fastest = _limit.Limit <= First ? median : Math.Min(_fastest, median);
            // Response times measured under a limit that was too high are ignored.
            if (!_reduced) Adjust(median / _fastest);
            _reduced = false;
        }
    }

    private void Adjust(double slower)
    {
        var limit = _limit.Limit;
        if (slower > Falls)
        {
            _doubles = false;
            _limit.Limit = Math.Max(1, (int)(limit * 0.8));
        }
        else if (slower < Rises) _limit.Limit = Math.Min(Most, _doubles ? limit * 2 : limit + 1);
        else _doubles = false;
    }
}
