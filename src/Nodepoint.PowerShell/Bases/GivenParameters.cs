using System.Management.Automation;

namespace Nodepoint.PowerShell;

/// <summary>Which parameters were given for the row under way.</summary>
/// <param name="invocation">The cmdlet's invocation.</param>
/// <param name="only">The only ones that count; null: all.</param>
public readonly struct GivenParameters(InvocationInfo invocation, IReadOnlySet<string>? only = null)
{
    /// <summary>Whether a parameter was given.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>True when it was.</returns>
    public bool Contains(string name) => invocation.BoundParameters.ContainsKey(name) && (only is null || only.Contains(name));
}
