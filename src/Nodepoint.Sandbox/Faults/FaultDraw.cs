namespace Nodepoint.Sandbox.Faults;

/// <summary>The result of the draw for one call.</summary>
/// <param name="Fault">The fault; null for none.</param>
/// <param name="Delay">The delay in milliseconds.</param>
/// <param name="CoinFlip">Whether the call is carried out, for faults that leave it to chance.</param>
/// <param name="Part">The part of a truncated response that is sent, from 0 to 1.</param>
internal readonly record struct FaultDraw(Fault? Fault, int Delay, bool CoinFlip, double Part)
{
    /// <summary>Whether the call is carried out, whatever the response is.</summary>
    public bool IsDone => Fault switch
    {
        Faults.Fault.DropBefore => false,
        Faults.Fault.EmptyServerError or Faults.Fault.BadGateway => CoinFlip,
        _ => true,
    };
}
