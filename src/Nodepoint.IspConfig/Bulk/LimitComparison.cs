namespace Nodepoint.IspConfig.Bulk;

/// <summary>
/// Keeps a limit at the highest throughput: compares it by turns with one above and one below, and moves if the other is better. Limits are
/// measured directly after each other, so that a panel that slows down for a while is not taken for a limit that is too high.
/// </summary>
/// <param name="limit">The limit to start from.</param>
/// <param name="fastest">The response time while calls do not wait, in seconds.</param>
internal sealed class LimitComparison(int limit, double fastest)
{
    // The ratio of two limits that are compared. It grows while limits are better or cannot be told apart, and shrinks when neither is better.
    private const double SmallestStep = 1.09;
    private const double MiddleStep = 1.19;
    private const double LargestStep = 1.41;

    // Up to this limit the steps are the largest at first, because it may have risen too little.
    private const int Low = 12;

    // Above this limit, a large step up could flood the panel.
    private const int High = 32;

    private const int FewestCalls = 96;
    private const int MostCalls = 192;
    private const int CallsForClearResult = 24;
    private const int CallsForMuchLess = 8;

    // A difference of so many standard errors is certain.
    private const double Certain = 3;
    private const double SmallestError = 0.01;

    // The part of the throughput below which a limit is given up at once.
    private const double MuchLess = 0.8;

    // Below this ratio of response times calls do not wait, so a lower limit could only be worse.
    private const double NoWaiting = 1.12;

    // How often the limits are measured before the comparison ends without a decision.
    private const int Rounds = 8;

    private const int ShortestPause = 4;
    private const int LongestPause = 48;

    private int _limit = limit;
    private double _step = limit <= Low ? LargestStep : MiddleStep;
    private bool _isUp = true;
    private int? _other;
    private Measurement _own;
    private Sum _ownSum;
    private Sum _otherSum;
    private int _refused;
    private bool _isUndecided;
    private int _pause = ShortestPause;
    private int _rest;

    /// <summary>The response time while calls do not wait, in seconds.</summary>
    public double Fastest { get; private set; } = fastest;

    /// <summary>Judges what is measured at present.</summary>
    /// <param name="sample">The calls under the current limit.</param>
    /// <returns>The limit to measure next; null if more calls are needed.</returns>
    public int? Judge(CallSample sample)
    {
        if (_other is not { } other) return sample.Count < Enough(_limit) ? null : Begin(sample.Calls);
        if (IsMuchLess(sample, other)) return Refuse();
        if (sample.Count < Math.Max(CallsForClearResult, other / 2)) return null;
        var sum = _otherSum.With(sample.Calls);
        var gain = (sum.Throughput / _ownSum.Throughput) - 1;
        var error = Math.Max(SmallestError, Math.Sqrt(sum.Variance + _ownSum.Variance) / sum.Count);
        if (gain < -Certain * error) return Refuse();
        if (sample.Count < Enough(other) && gain < Certain * error) return null;
        _otherSum = sum;
        if (gain > error) return Accept(other, sample.Calls);
        // Of limits with the same throughput, the lower one is better for the panel.
        if (gain < (other > _limit ? 0 : -error / 2)) return Refuse();
        if (sum.Count == Rounds)
        {
            _isUndecided = true;
            return Refuse();
        }

        _other = null;
        return _limit;
    }

    private static int Enough(int limit) => Math.Clamp(limit, FewestCalls, MostCalls);

    private bool IsMuchLess(CallSample sample, int other)
    {
        // What was sent before the limit was raised shows already that it was too much.
        if (sample.Count == 0) return other > _limit && sample.Early.Count >= Math.Max(CallsForMuchLess, other / 4) && IsMuchLess(sample.Early);
        return sample.Count >= CallsForMuchLess && IsMuchLess(sample.Calls);
    }

    private bool IsMuchLess(Measurement other)
    {
        var ratio = other.Throughput / _own.Throughput;
        return ratio < MuchLess && ratio < 1 - (Certain * Math.Sqrt(other.Variance + _own.Variance));
    }

    private int Begin(Measurement own)
    {
        _own = own;
        Fastest = Math.Min(Fastest, own.Latency);
        if (_rest > 0)
        {
            _rest--;
            return _limit;
        }

        _ownSum = _ownSum.With(own);
        if (!_isUp && _ownSum.Count == 1 && own.Latency < Fastest * NoWaiting)
        {
            Refuse();
            if (_rest > 0) return _limit;
            _ownSum = _ownSum.With(own);
        }

        if (Next() == _limit) _isUp = !_isUp;
        _other = Next();
        return _other.Value;
    }

    // The next limit in the same direction is compared with what was just measured.
    private int Accept(int other, Measurement measured)
    {
        _limit = other;
        (_pause, _rest, _refused, _isUndecided) = (ShortestPause, 0, 0, false);
        Grow();
        End();
        return Begin(measured);
    }

    private int Refuse()
    {
        End();
        _isUp = !_isUp;
        if (++_refused % 2 != 0) return _limit;
        if (_isUndecided)
        {
            Grow();
            _rest = ShortestPause;
        }
        else
        {
            _step = Math.Max(SmallestStep, Math.Sqrt(_step));
            if (_step == SmallestStep)
            {
                _pause = Math.Min(LongestPause, _pause * 2);
                _rest = _pause;
            }
        }

        _isUndecided = false;
        return _limit;
    }

    private void Grow() => _step = Math.Min(_limit <= High ? LargestStep : MiddleStep, Math.Pow(_step, 1.5));

    private void End()
    {
        _other = null;
        (_ownSum, _otherSum) = (default, default);
    }

    private int Next()
    {
        var next = (int)Math.Round(_isUp ? _limit * _step : _limit / _step);
        if (next == _limit) next += _isUp ? 1 : -1;
        return Math.Clamp(next, 1, AdaptiveLimit.Most);
    }

    // What was measured of one limit, by turns with another.
    private readonly record struct Sum(int Count, double Throughput, double Variance)
    {
        public Sum With(Measurement one) => new(Count + 1, Throughput + one.Throughput, Variance + one.Variance);
    }
}
