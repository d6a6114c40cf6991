namespace Nodepoint.IspConfig.Bulk;

/// <summary>The quick rise of a limit, until more calls in flight give no more throughput.</summary>
internal sealed class LimitClimb
{
    private const int FewestCalls = 12;

    // From here on, doubling could flood the panel.
    private const int High = 64;

    // While calls do not wait, the limit can double. The more they wait, the smaller are the steps.
    private const double NoWait = 1.15;
    private const double SomeWait = 1.6;

    private int _limit = AdaptiveLimit.First;
    private double _factor = 4;
    private double _highest;
    private double _fastest = double.MaxValue;

    /// <summary>The limit with the highest throughput.</summary>
    public int Best { get; private set; } = AdaptiveLimit.First;

    /// <summary>Judges the current limit.</summary>
    /// <param name="sample">The calls under it.</param>
    /// <returns>The next limit, or the step for comparisons if the climb is over; null if more calls are needed.</returns>
    public (int? Next, double Step)? Judge(CallSample sample)
    {
        // What was sent before the rise shows already that it was too much.
        if (sample.Count == 0) return _highest > 0 && sample.EarlyCount >= Math.Max(6, _limit / 4) && sample.EarlyThroughput < _highest * LimitComparison.MuchLess ? Over() : null;
        var isEnough = sample.Count >= (_factor >= LimitComparison.LargeStep ? Math.Max(FewestCalls, _limit) : Math.Max(2 * FewestCalls, _limit + (_limit / 2)));
        var isUnhindered = _highest > 0 && sample.Count >= Math.Max(FewestCalls, _limit / 4) && sample.Latency < _fastest * 1.12;
        if (!isEnough && !isUnhindered) return null;

        var (throughput, latency) = (sample.Throughput, sample.Latency);
        _fastest = _limit == AdaptiveLimit.First ? latency : Math.Min(_fastest, latency);
        // A smaller gain may be chance, and queues build up slowly.
        var least = _factor >= 2 ? 1.15 : _factor >= LimitComparison.LargeStep ? 1.08 : 1.05;
        if (throughput <= _highest * least) return Over();
        (_highest, Best) = (throughput, _limit);
        if (_limit == AdaptiveLimit.Most) return Over();
        _factor = (latency / _fastest) switch
        {
            < NoWait when _limit == AdaptiveLimit.First => 4,
            < NoWait when _limit < High => 2,
            < SomeWait => LimitComparison.LargeStep,
            _ => 1.25,
        };
        _limit = Math.Min(AdaptiveLimit.Most, Math.Max(_limit + 1, (int)Math.Round(_limit * _factor)));
        return (_limit, 0);
    }

    private static (int? Next, double Step)? Over() => (null, LimitComparison.LargeStep);
}
