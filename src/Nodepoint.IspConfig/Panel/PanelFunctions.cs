using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nodepoint.IspConfig.Panel;

/// <summary>A parameter of a function of the remote API.</summary>
/// <param name="Name">The name in requests.</param>
/// <param name="Default">The default in the panel's source, as PHP; null if there is no default.
/// Over JSON a missing parameter always arrives as null.</param>
public sealed record PanelParameter(string Name, string? Default = null);

/// <summary>A function of the remote API.</summary>
/// <param name="Name">The name as the panel spells it.</param>
/// <param name="Parameters">The parameters in the order of the panel's source, including <c>session_id</c>.</param>
/// <param name="Permissions">All permissions a remote user needs to call it; empty for login and logout.</param>
/// <param name="Group">The permission to enable for the remote user, as named in the panel's form.</param>
/// <param name="Form">The panel's form that validates the values, such as <c>mail/mail_user</c>; null if missing.</param>
public sealed record PanelFunction(
    string Name, IReadOnlyList<PanelParameter> Parameters, IReadOnlyList<string> Permissions, string? Group = null, string? Form = null)
{
    /// <summary>Whether the function changes something.</summary>
    [JsonIgnore]
    public bool IsWrite => !PanelCall.IsReadByName(Name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>The functions of the remote API that this library supports: ISPConfig 3.2.12 development line.</summary>
public static class PanelFunctions
{
    private static readonly Lazy<PanelFunction[]> List = new(Load);
    private static readonly Lazy<Dictionary<string, PanelFunction>> ByName = new(() => List.Value.ToDictionary(f => f.Name, StringComparer.Ordinal));

    /// <summary>All functions, in the order of the panel's source.</summary>
    public static IReadOnlyList<PanelFunction> All => List.Value;

    /// <summary>Looks up a function; names are case-sensitive, as on the panel.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="function">The function, or null if it is unknown. A panel may have more functions.</param>
    public static bool TryGet(string name, [NotNullWhen(true)] out PanelFunction? function) => ByName.Value.TryGetValue(name, out function);

    private static PanelFunction[] Load()
    {
        using Stream data = typeof(PanelFunctions).Assembly.GetManifestResourceStream("functions.json")!;
        return JsonSerializer.Deserialize(data, FunctionData.Default.PanelFunctionArray)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PanelFunction[]))]
internal sealed partial class FunctionData : JsonSerializerContext;
