using System.Management.Automation;

namespace Nodepoint.PowerShell;

/// <summary>Which parameters were given for the row under way, typed or by the row.</summary>
public readonly struct GivenParameters
{
    private static readonly HashSet<string> Common = new(
        [.. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters, nameof(PanelCommand.Panel), nameof(BulkCommand.ThrottleLimit), nameof(RowCommand.InputObject)], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, object> _bound;
    private readonly RowReader? _row;

    /// <summary>What the engine has bound.</summary>
    /// <param name="invocation">The cmdlet's invocation.</param>
    public GivenParameters(InvocationInfo invocation)
        : this(invocation, null)
    {
    }

    /// <summary>What the engine has bound, and what a row has given.</summary>
    internal GivenParameters(InvocationInfo invocation, RowReader? row)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        _bound = invocation.BoundParameters;
        _row = row;
    }

    /// <summary>What was given, with the parameter's name, in the parameter's type: first what was typed, then what the row gave. What all cmdlets have in common is left out.</summary>
    public IEnumerable<(string Name, object? Value)> Values
    {
        get
        {
            var row = _row;
            var typed = _bound.Where(one => !Common.Contains(one.Key) && row?.IsScript(one.Key) is not true).Select(one => (one.Key, (object?)one.Value));
            return row is null ? typed : typed.Concat(row.Values);
        }
    }

    /// <summary>Whether a parameter was given.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>True when it was.</returns>
    public bool Contains(string name) => _row?.HasGiven(name) is true || (_bound.ContainsKey(name) && _row?.IsScript(name) is not true);
}
