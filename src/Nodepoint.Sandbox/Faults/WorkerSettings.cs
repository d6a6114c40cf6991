using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Faults;

/// <summary>The PHP processes of a panel: how many calls are worked on at the same time, and what a call costs. Further calls wait.</summary>
/// <param name="Count">The number of calls at the same time.</param>
/// <param name="Cpu">The milliseconds of a core that a call costs.</param>
/// <param name="Wait">The milliseconds that a call waits for database and disk.</param>
/// <param name="SlowDown">How much slower a call is for each call that waits, as a part.</param>
internal sealed record WorkerSettings(int Count, double Cpu, int Wait, double SlowDown)
{
    /// <summary>The settings in the form of a request that would set them.</summary>
    public PhpArray Describe() => new() { [FaultNames.Count] = Count, [FaultNames.Cpu] = Cpu, [FaultNames.Wait] = Wait, [FaultNames.SlowDown] = SlowDown };
}
