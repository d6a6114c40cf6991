using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Faults;

/// <summary>The faults in force: draws one for every call, and counts what it gave out since the start or the last reset.</summary>
internal sealed class FaultDesk
{
    private readonly Lock gate = new();
    private readonly long[] given = new long[FaultNames.Chances.Length];
    private long delayed, endedSessions, restarts;
    private FaultSettings? settings;
    private Random random = new(0);

    /// <summary>Puts faults in force in place of those before; null ends them.</summary>
    public void Set(FaultSettings? wanted)
    {
        lock (gate)
        {
            random = new Random(wanted?.Seed ?? 0);
            Volatile.Write(ref settings, wanted);
        }
    }

    /// <summary>Ends all faults and forgets the counts.</summary>
    public void Clear()
    {
        Set(null);
        lock (gate)
        {
            Array.Clear(given);
            (delayed, endedSessions, restarts) = (0, 0, 0);
        }
    }

    public void CountActs(FaultOrder order)
    {
        lock (gate)
        {
            if (order.EndSessions) endedSessions++;
            if (order.Restart) restarts++;
        }
    }

    /// <summary>What happens to the call of a function that has just come in; nothing when no faults are in force for it.</summary>
    public FaultDraw Draw(string function)
    {
        if (Volatile.Read(ref settings) is null) return default;
        lock (gate)
        {
            return settings is null || !settings.Meet(function) ? default : Draw(settings);
        }
    }

    /// <summary>What is in force, and how often each was given out.</summary>
    public PhpArray Describe()
    {
        lock (gate)
        {
            var array = FaultSettings.Describe(settings);
            var counts = new PhpArray();
            for (var i = 0; i < given.Length; i++) counts[FaultNames.Chances[i]] = given[i];
            counts[FaultNames.Delay] = delayed;
            counts[FaultNames.EndSessions] = endedSessions;
            counts[FaultNames.Restart] = restarts;
            array["given"] = counts;
            return array;
        }
    }

    // Every call takes the same number of draws, so that a fault changes nothing about those that follow.
    private FaultDraw Draw(FaultSettings inForce)
    {
        var (place, coin, part, wait) = (random.NextDouble(), random.Next(2) == 1, random.NextDouble(), random.NextDouble());
        var delay = inForce.ShortestDelay + (int)(wait * (inForce.LongestDelay - inForce.ShortestDelay + 1));
        if (delay > 0) delayed++;
        for (var i = 0; i < given.Length; i++)
        {
            place -= inForce.Chances[i];
            if (place >= 0) continue;
            given[i]++;
            return new FaultDraw((Fault)i, delay, coin, part);
        }
        return new FaultDraw(null, delay, coin, part);
    }
}
