using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Functions;

/// <summary>The params of a call where a function reads or sets members itself before the form sees them.</summary>
internal static class Members
{
    /// <summary>params[name] as PHP reads it: of a text that ends the request, of anything else there is nothing.</summary>
    public static object? Member(this PanelCall call, string name) => call["params"] switch
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
