namespace Nodepoint.Sandbox.Faults;

/// <summary>What the members of an order are called.</summary>
internal static class FaultNames
{
    public const string Seed = "seed", Functions = "functions", Delay = "delayMs", EndSessions = "endSessions", Restart = "restart";

    /// <summary>The names of the chances, by the number of their fault.</summary>
    public static readonly string[] Chances = ["dropBefore", "dropAfter", "emptyServerError", "badGateway", "truncate", "warningPrefix"];

    public static readonly string All = string.Join(", ", [Seed, Functions, .. Chances, Delay, EndSessions, Restart]);
}
