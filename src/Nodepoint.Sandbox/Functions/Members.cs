using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Functions;

/// <summary>Access to the params of a call for functions that read or set members before the form.</summary>
internal static class Members
{
    /// <summary>Reads params[name] as PHP does: on a text this ends the request, on a number it returns null.</summary>
    public static object? Member(this PanelCall call, string name) => Read(call["params"], name);

    /// <summary>Reads members[name] of a value of any type.</summary>
    public static object? Read(object? members, string name) => members switch
    {
        PhpArray given => given.Value(name),
        string => throw new PhpCrash("A text was passed where an object is expected."),
        _ => null,
    };

    /// <summary>A copy of params in which members can be set. Null and false become an array; any other scalar ends the request.</summary>
    public static PhpArray Writable(this PanelCall call) => call["params"] switch
    {
        PhpArray given => given.Copy(),
        null or false => [],
        _ => throw new PhpCrash("A scalar was passed where an object is expected."),
    };
}
