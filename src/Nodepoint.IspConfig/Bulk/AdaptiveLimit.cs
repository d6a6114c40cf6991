namespace Nodepoint.IspConfig.Bulk;

/// <summary>
/// Finds the concurrency with the highest throughput of a panel, and stays there. At first the limit rises quickly, until calls wait for each
/// other. From then on it is compared with a limit a little above or below, less and less often while it proves to be the best. Calls that fail
/// on the panel halve it.
/// </summary>
/// <remarks>
/// Response times alone do not tell the best limit: on a panel whose processes share few cores, they rise long before the throughput is at its
/// highest. Throughput is calls in flight divided by response time (Little's law).
/// </remarks>
internal sealed class AdaptiveLimit
{
    /// <summary>The initial limit.</summary>
    public const int First = 2;

    /// <summary>The highest limit.</summary>
    public const int Most = ConcurrencyLimit.Most;

    // How many calls under a new limit, as a part of it, still find the panel as the limit before has left it.
    private const double Settling = 0.7;

    private readonly object _gate = new();
    private readonly ConcurrencyLimit _limit;
    private LimitClimb? _climb = new();
    private LimitComparison? _comparison;
    private CallSample _sample = new(0);
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
    /// <param name="function">The function that was called.</param>
    /// <param name="latency">The response time.</param>
    /// <param name="failed">Whether the call failed on the panel: no response, a 5xx status, a response cut off.</param>
    public void Report(string function, TimeSpan latency, bool failed)
    {
        lock (_gate)
        {
            if (failed) Reduce();
            else Judge(function, Math.Max(latency.TotalSeconds, 1e-6), Math.Max(1, _limit.Taken));
        }
    }

    // Calls that were sent before a reduction may fail after it; the limit is not reduced again for them.
    private void Reduce()
    {
        if (_reduced) return;
        _reduced = true;
        Compare(Math.Max(1, _limit.Limit / 2), _climb?.Fastest ?? _comparison!.Fastest);
    }

    private void Judge(string function, double latency, int inFlight)
    {
        if (_climb is { } climb)
        {
            var (next, isOver) = climb.Judge(function, latency, _limit.Limit, inFlight);
            if (isOver) Compare(next, climb.Fastest);
            else if (next != _limit.Limit) _limit.Limit = next;
            return;
        }

        _sample.Add(latency, inFlight);
        if (_comparison!.Judge(_sample) is not { } limit) return;
        _reduced = false;
        Move(limit);
    }

    private void Compare(int limit, double fastest)
    {
        _climb = null;
        _comparison = new LimitComparison(limit, fastest);
        Move(limit);
    }

    private void Move(int limit)
    {
        _sample = new CallSample(limit == _limit.Limit ? 0 : _limit.Taken + (int)(Settling * limit));
        _limit.Limit = limit;
    }
}
