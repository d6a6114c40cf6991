namespace Nodepoint.IspConfig.Panel.Session;

/// <summary>A point in time whose age is never underestimated: the system clock may be set back, the monotonic clock may stop
/// while the computer sleeps, so the greater age of the two is used.</summary>
internal readonly struct Timestamp(TimeProvider time)
{
    private readonly long _ticks = time.GetTimestamp();
    private readonly DateTimeOffset _clock = time.GetUtcNow();

    public TimeSpan GetAge(TimeProvider time)
    {
        TimeSpan ticked = time.GetElapsedTime(_ticks);
        TimeSpan clocked = time.GetUtcNow() - _clock;
        return ticked > clocked ? ticked : clocked;
    }
}
