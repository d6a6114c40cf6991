namespace Nodepoint.IspConfig.Bulk;

/// <summary>
/// Keeps a limit at the highest throughput: compares it by turns with one above and one below, and moves if the other is better. Limits are
/// measured directly after each other, so that a panel that slows down for a while is not taken for a limit that is too high.
/// </summary>
/// <param name="limit">The limit to start from.</param>
/// <param name="step">The ratio of the first limit that it is compared with.</param>
internal sealed class LimitComparison(int limit, double step)
{
    /// <summary>The ratio of limits that are compared when the best is not known well.</summary>
    public const double LargeStep = 1.41;

    /// <summary>The ratio of limits that are compared usually.</summary>
    public const double SmallStep = 1.19;

    /// <summary>The part of the throughput below which a limit is given up at once.</summary>
    public const double MuchLess = 0.8;

    private const int FewestCalls = 64;
    private const int MostCalls = 128;
    private const int CallsForMuchLess = 16;

    // How often the limits are measured before the comparison ends without a decision.
    private const int Rounds = 3;

    // The uncertainty of one measurement's ratio, as a part of the throughput.
    private const double Noise = 0.06;

    private const int ShortestPause = 3;
    private const int LongestPause = 64;

    private int _limit = limit;
    private double _step = step;
    private bool _isUp = true;
    private int? _other;
    private double _own;
    private double _ownSum;
    private double _otherSum;
    private int _rounds;
    private int _failures;
    private int _pause = ShortestPause;
    private int _rest;

    /// <summary>Judges what is measured at present.</summary>
    /// <param name="sample">The calls under the current limit.</param>
    /// <returns>The limit to measure next; null if more calls are needed.</returns>
    public int? Judge(CallSample sample)
    {
        if (_other is not { } other) return sample.Count < Math.Clamp(_limit, FewestCalls, MostCalls) ? null : Begin(sample.Throughput);
        if (IsMuchLess(sample, other)) return GiveUp();
        if (sample.Count < Math.Clamp(other, FewestCalls, MostCalls)) return null;
        _otherSum += sample.Throughput;
        _rounds++;
        var (gain, noise) = ((_otherSum / _ownSum) - 1, Noise / Math.Sqrt(_rounds));
        // Of limits with the same throughput, the lower one is better for the panel.
        var (isBetter, isWorse) = other > _limit ? (gain > Math.Max(0.015, noise), gain < Math.Max(0, 0.02 - noise)) : (gain > Math.Max(-0.005, noise - 0.03), gain < (-noise / 2) - 0.005);
        if (isBetter) return Accept(other);
        if (isWorse || _rounds == Rounds) return GiveUp();
        _other = null;
        return _limit;
    }

    private bool IsMuchLess(CallSample sample, int other)
        => (sample.Count >= CallsForMuchLess && sample.Throughput < _own * MuchLess)
            || (sample.Count == 0 && other > _limit && sample.EarlyCount >= Math.Max(6, other / 4) && sample.EarlyThroughput < _own * MuchLess);

    private int Begin(double throughput)
    {
        _own = throughput;
        if (_rest > 0)
        {
            _rest--;
            return _limit;
        }

        _ownSum += throughput;
        if (Next(_isUp) == _limit) _isUp = !_isUp;
        _other = Next(_isUp);
        return _other.Value;
    }

    private int Accept(int other)
    {
        _limit = other;
        (_pause, _rest) = (ShortestPause, 0);
        EndComparison();
        return _limit;
    }

    private int GiveUp()
    {
        EndComparison();
        _isUp = !_isUp;
        if (++_failures % 2 == 0)
        {
            _pause = Math.Min(LongestPause, _pause * 2);
            _rest = _pause;
        }

        return _limit;
    }

    private void EndComparison()
    {
        _step = SmallStep;
        _other = null;
        (_ownSum, _otherSum, _rounds) = (0, 0, 0);
    }

    private int Next(bool isUp)
    {
        var next = (int)Math.Round(isUp ? _limit * _step : _limit / _step);
        if (next == _limit) next += isUp ? 1 : -1;
        return Math.Clamp(next, 1, AdaptiveLimit.Most);
    }
}
