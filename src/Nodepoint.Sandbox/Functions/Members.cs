using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The params of a call where a function reads or sets members itself before the form sees them.</summary>
internal static class Members
{
    /// <summary>params[name] as PHP reads it: asking a text ends the request, asking a number finds nothing.</summary>
    public static object? Member(this PanelCall call, string name) => Read(call["params"], name);

    /// <summary>members[name], whatever stands in the place of the members.</summary>
    public static object? Read(object? members, string name) => members switch
    {
        PhpArray given => given.Value(name),
        string => throw new PhpCrash("a text where an object is expected"),
        _ => null,
    };

    /// <summary>A copy of params to set members in. Nothing becomes an object, a scalar ends the request.</summary>
    public static PhpArray Writable(this PanelCall call) => call["params"] switch
    {
        PhpArray given => given.Copy(),
        null or false => [],
        _ => throw new PhpCrash("a scalar where an object is expected"),
    };
}
