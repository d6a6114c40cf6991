namespace Nodepoint.IspConfig.Bulk;

/// <summary>
/// Finds the concurrency with the highest throughput of a panel, and stays there. At first the limit rises quickly, until more calls in flight
/// give no more throughput. From then on it is compared with a limit a little above or below, less and less often while it proves to be the
/// best. Calls that fail on the panel halve it.
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
    /// <param name="latency">The response time.</param>
    /// <param name="failed">Whether the call failed on the panel: no response, a 5xx status, a response cut off.</param>
    public void Report(TimeSpan latency, bool failed)
    {
        lock (_gate)
        {
            if (failed) Reduce();
            else
            {
                _sample.Add(Math.Max(latency.TotalSeconds, 1e-6), Math.Max(1, _limit.Taken));
                Judge();
            }
        }
    }

    // Calls that were sent before a reduction may fail after it; the limit is not reduced again for them.
    private void Reduce()
    {
        if (_reduced) return;
        _reduced = true;
        Compare(Math.Max(1, _limit.Limit / 2), LimitComparison.SmallStep);
    }

    private void Judge()
    {
        if (_climb is { } climb)
        {
            if (climb.Judge(_sample) is not { } judged) return;
            if (judged.Next is { } next) Move(next);
            else Compare(climb.Best, judged.Step);
        }
        else if (_comparison!.Judge(_sample) is { } limit)
        {
            _reduced = false;
            Move(limit);
        }
    }

    private void Compare(int limit, double step)
    {
        _climb = null;
        _comparison = new LimitComparison(limit, step);
        Move(limit);
    }

    // What is in flight was sent under the limit before.
    private void Move(int limit)
    {
        _sample = new CallSample(limit == _limit.Limit ? 0 : _limit.Taken);
        _limit.Limit = limit;
    }
}
