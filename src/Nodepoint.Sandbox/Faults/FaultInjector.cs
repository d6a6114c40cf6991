using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Faults;

/// <summary>The current faults: draws one for every call, and counts the faults since the start or the last reset.</summary>
internal sealed class FaultInjector
{
    private readonly Lock gate = new();
    private readonly long[] occurred = new long[FaultNames.Chances.Length];
    private long delayed, endedSessions, restarts;
    private FaultSettings? settings;
    private PanelWorkers? workers;
    private Random random = new(0);

    /// <summary>Replaces the current faults; null ends them.</summary>
    public void Set(FaultSettings? replacement)
    {
        lock (gate)
        {
            random = new Random(replacement?.Seed ?? 0);
            Volatile.Write(ref settings, replacement);
            workers?.End();
            workers = replacement?.Workers is { } wanted ? new PanelWorkers(wanted) : null;
        }
    }

    /// <summary>Ends all faults and resets the counts.</summary>
    public void Clear()
    {
        Set(null);
        lock (gate)
        {
            Array.Clear(occurred);
            (delayed, endedSessions, restarts) = (0, 0, 0);
        }
    }

    public void CountActions(FaultRequest request)
    {
        lock (gate)
        {
            if (request.EndSessions) endedSessions++;
            if (request.Restart) restarts++;
        }
    }

    /// <summary>Draws what happens to a call of a function; nothing when no faults apply to it.</summary>
    public FaultDraw Draw(string function)
    {
        if (Volatile.Read(ref settings) is null) return default;
        lock (gate)
        {
            return settings is null || !settings.AppliesTo(function) ? default : Draw(settings);
        }
    }

    /// <summary>Has a call worked on by one of the panel's PHP processes, if their number is set.</summary>
    public Task WorkAsync(string function)
    {
        if (Volatile.Read(ref settings) is null) return Task.CompletedTask;
        lock (gate) return workers is not null && settings!.AppliesTo(function) ? workers.WorkAsync() : Task.CompletedTask;
    }

    /// <summary>The current faults, and how often each occurred.</summary>
    public PhpArray Describe()
    {
        lock (gate)
        {
            var array = FaultSettings.Describe(settings);
            var counts = new PhpArray();
            for (var i = 0; i < occurred.Length; i++) counts[FaultNames.Chances[i]] = occurred[i];
            counts[FaultNames.Delay] = delayed;
            counts[FaultNames.EndSessions] = endedSessions;
            counts[FaultNames.Restart] = restarts;
            array["given"] = counts;
            return array;
        }
    }

    // Every call draws the same number of random values, so that a fault does not change what follows.
    private FaultDraw Draw(FaultSettings inForce)
    {
        var (point, coinFlip, part, wait) = (random.NextDouble(), random.Next(2) == 1, random.NextDouble(), random.NextDouble());
        var delay = inForce.ShortestDelay + (int)(wait * (inForce.LongestDelay - inForce.ShortestDelay + 1));
        if (delay > 0) delayed++;
        for (var i = 0; i < occurred.Length; i++)
        {
            point -= inForce.Chances[i];
            if (point >= 0) continue;
            occurred[i]++;
            return new FaultDraw((Fault)i, delay, coinFlip, part);
        }
        return new FaultDraw(null, delay, coinFlip, part);
    }
}
