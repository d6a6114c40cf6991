using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Storage;

/// <summary>What the panel writes for a "?" of its statements.</summary>
internal static class Placeholder
{
    /// <summary>The value as a text or null; a list is a row of values and fits nowhere unless it has one.</summary>
    public static string? Value(object? value) => value switch
    {
        null or "#NULL#" => null,
        bool => "",
        PhpArray { Count: 0 } => "0",
        PhpArray { Count: 1 } one => one.GetAt(0).Value is bool or PhpArray ? "" : Loose.Text(one.GetAt(0).Value),
        PhpArray => throw new SqlFault("Operand should contain 1 column(s)"),
        _ => Loose.Text(value),
    };
}
