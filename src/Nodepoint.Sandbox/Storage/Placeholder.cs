using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Storage;

/// <summary>The value that the panel writes for a "?" in its statements.</summary>
internal static class Placeholder
{
    /// <summary>The value as a text or null. A list becomes a row of values, which is valid only with one value.</summary>
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
