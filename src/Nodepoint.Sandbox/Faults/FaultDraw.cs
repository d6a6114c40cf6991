namespace Nodepoint.Sandbox.Faults;

/// <summary>What was drawn for one call.</summary>
/// <param name="Fault">What happens to it; null when it is spared.</param>
/// <param name="Delay">How long it waits, in milliseconds.</param>
/// <param name="Coin">Whether the call is done, where a fault leaves that to chance.</param>
/// <param name="Part">How much of a cut answer is sent, from 0 to 1.</param>
internal readonly record struct FaultDraw(Fault? Fault, int Delay, bool Coin, double Part)
{
    /// <summary>Whether the call is done, whatever comes back.</summary>
    public bool IsDone => Fault switch
    {
        Faults.Fault.DropBefore => false,
        Faults.Fault.EmptyServerError or Faults.Fault.BadGateway => Coin,
        _ => true,
    };
}
