namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>A point in time whose age does not fall short: the clock of the wall may be set back, the other one may stand still
/// while the machine sleeps, so the older of the two counts.</summary>
internal readonly struct Moment(TimeProvider time)
{
    private readonly long _ticks = time.GetTimestamp();
    private readonly DateTimeOffset _clock = time.GetUtcNow();

    public TimeSpan Age(TimeProvider time)
    {
        TimeSpan ticked = time.GetElapsedTime(_ticks);
        TimeSpan clocked = time.GetUtcNow() - _clock;
        return ticked > clocked ? ticked : clocked;
    }
}
