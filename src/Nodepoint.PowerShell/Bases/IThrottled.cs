namespace Nodepoint.PowerShell.Bases;

/// <summary>A cmdlet that works on many rows at the same time.</summary>
internal interface IThrottled
{
    /// <summary>How many requests are in flight at the same time; null for the connection's limit.</summary>
    ThrottleLimit? ThrottleLimit { get; }
}
