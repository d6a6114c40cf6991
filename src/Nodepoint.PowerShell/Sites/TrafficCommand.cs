using System.Management.Automation;

namespace Nodepoint.PowerShell.Sites;

/// <summary>The base of the cmdlets that get traffic.</summary>
/// <typeparam name="T">The traffic of one website.</typeparam>
public abstract class TrafficCommand<T> : SiteUsageCommand<T> where T : class
{
    /// <summary>How many of the last days to add up too, from 1 to 3660.</summary>
    [Parameter]
    [ValidateRange(1, 3660)]
    public int LastDays { get; set; }

    private protected override bool CoversAll => true;
}
