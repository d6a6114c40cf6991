using System.Text.Json;

namespace Nodepoint.Sandbox.Contract;

/// <summary>One function of the API: its parameters, who may call it and the form it works on.</summary>
internal sealed record FunctionDefinition(string Name, IReadOnlyList<string> Parameters, string? Permission, string? Form)
{
    public static FunctionDefinition From(string name, FunctionEntry entry) =>
        new(name, [.. entry.Parameters.Select(p => p.Name)], FirstPermission(entry.Permission), entry.Form);

    // Where a function asks for several, the last one in the contract is asked for first.
    private static string? FirstPermission(JsonElement? permission) => permission switch
    {
        { ValueKind: JsonValueKind.String } one => one.GetString(),
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().Last().GetString(),
        _ => null,
    };
}
