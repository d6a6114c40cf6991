using System.Text.Json;

namespace Nodepoint.Sandbox.Contract;

/// <summary>A function of the remote API: its parameters, its permission and its form.</summary>
internal sealed record FunctionDefinition(string Name, IReadOnlyList<string> Parameters, string? Permission, string? Form)
{
    public static FunctionDefinition From(string name, FunctionEntry entry) =>
        new(name, [.. entry.Parameters.Select(p => p.Name)], FirstPermission(entry.Permission), entry.Form);

    // If a function requires several permissions, the panel checks the last one of the contract first.
    private static string? FirstPermission(JsonElement? permission) => permission switch
    {
        { ValueKind: JsonValueKind.String } one => one.GetString(),
        { ValueKind: JsonValueKind.Array } several => several.EnumerateArray().Last().GetString(),
        _ => null,
    };
}
