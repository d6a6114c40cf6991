namespace Nodepoint.Sandbox.Faults;

/// <summary>The member names of a <see cref="FaultRequest"/>.</summary>
internal static class FaultNames
{
    public const string Seed = "seed", Functions = "functions", Delay = "delayMs", Workers = "workers", EndSessions = "endSessions", Restart = "restart";

    /// <summary>The members of <see cref="Workers"/>.</summary>
    public const string Count = "count", Cpu = "cpuMs", Wait = "waitMs", SlowDown = "slowDown";

    /// <summary>The names of the probabilities, in the order of <see cref="Fault"/>.</summary>
    public static readonly string[] Chances = ["dropBefore", "dropAfter", "emptyServerError", "badGateway", "truncate", "warningPrefix"];

    public static readonly string All = string.Join(", ", [Seed, Functions, .. Chances, Delay, Workers, EndSessions, Restart]);
}
