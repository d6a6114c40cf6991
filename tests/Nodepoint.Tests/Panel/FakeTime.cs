namespace Nodepoint.Tests.Panel;

/// <summary>A clock that tests advance. Short waits (between retries) end at once and advance the clock.</summary>
internal sealed class FakeTime : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The short waits so far.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>The number of timers that are due later than in a span of time.</summary>
    public int Waiting(TimeSpan time)
    {
        lock (_gate) return _timers.Count(t => t.Due - _now > time);
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan time)
    {
        List<Timer> due;
        lock (_gate)
        {
            _now += time;
            due = [.. _timers.Where(t => t.Due <= _now)];
            foreach (Timer timer in due) _timers.Remove(timer);
        }
        foreach (Timer timer in due) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime < TimeSpan.Zero) return true;
                if (dueTime >= Short)
                {
                    Due = time._now + dueTime;
                    time._timers.Add(this);
                    return true;
                }
                time._now += dueTime;
                time.Waits.Add(dueTime);
            }
            ThreadPool.QueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
