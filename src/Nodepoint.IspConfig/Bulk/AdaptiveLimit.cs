namespace Nodepoint.IspConfig.Bulk;

/// <summary>
/// Finds the concurrency that a panel takes best: it rises while more at once does not make the answers slower, falls when they wait for each other,
/// and falls by half when the panel breaks down over them. The way of TCP Vegas, with calls for packets.
/// </summary>
public sealed class AdaptiveLimit
{
    /// <summary>Where it begins.</summary>
    public const int First = 2;

    /// <summary>The most that it tries: PHP behind a web server seldom runs in more processes.</summary>
    public const int Most = 64;

    // Calls that are looked at together; as many as are under way where that is more.
    private const int Fewest = 16;

    // How many times slower than the fastest the answers may be: below the one it rises, above the other it falls.
    private const double Rises = 1.5;
    private const double Falls = 2;

    private readonly object _gate = new();
    private readonly List<double> _latencies = [];
    private readonly ConcurrencyLimit _limit;
    private double _fastest = double.MaxValue;
    private bool _doubles = true;
    private bool _troubled;

    /// <summary>A limit that finds itself.</summary>
    /// <param name="limit">The limit to set; it begins with <see cref="First"/>.</param>
    public AdaptiveLimit(ConcurrencyLimit limit)
    {
        ArgumentNullException.ThrowIfNull(limit);
        _limit = limit;
        _limit.Limit = First;
    }

    /// <summary>Takes note of a call.</summary>
    /// <param name="latency">How long its answer took.</param>
    /// <param name="troubled">Whether the panel broke down over it: no answer, a 5xx, an answer cut off.</param>
    public void Report(TimeSpan latency, bool troubled)
    {
        lock (_gate)
        {
            // Calls that were sent before the fall break down after it; they say the same once more.
            if (troubled && !_troubled)
            {
                _troubled = true;
                _doubles = false;
                _latencies.Clear();
                _limit.Limit = Math.Max(1, _limit.Limit / 2);
                return;
            }

            if (!troubled) _latencies.Add(latency.TotalMilliseconds);
            if (_latencies.Count < Math.Max(Fewest, _limit.Limit)) return;
            _latencies.Sort();
            var median = Math.Max(_latencies[_latencies.Count / 2], 0.001);
            _latencies.Clear();
            // As few calls as at the beginning say how fast the panel is now: one that is busy with other things has become another one.
            _fastest = _limit.Limit <= First ? median : Math.Min(_fastest, median);
            // What was slow under a limit that was found to be too high says little; the next calls are looked at anew.
            if (!_troubled) Adjust(median / _fastest);
            _troubled = false;
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
