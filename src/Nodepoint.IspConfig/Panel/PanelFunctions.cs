using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nodepoint.IspConfig.Panel;

/// <summary>A parameter of a function of the remote API.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Default">What the panel's source takes when it is not given, in PHP's words; null where there is no default.
/// Over JSON a missing parameter always arrives as null.</param>
public sealed record PanelParameter(string Name, string? Default = null);

/// <summary>A function of the remote API.</summary>
/// <param name="Name">Its name as the panel spells it.</param>
/// <param name="Parameters">Its parameters in the order of the panel's source, <c>session_id</c> included.</param>
/// <param name="Permissions">The permissions a remote user needs for it, all of them; empty for login and logout.</param>
/// <param name="Group">What to tick for the remote user in the panel, as its form calls it.</param>
/// <param name="Form">The panel's form that validates what is written, such as <c>mail/mail_user</c>; null where there is none.</param>
public sealed record PanelFunction(
    string Name, IReadOnlyList<PanelParameter> Parameters, IReadOnlyList<string> Permissions, string? Group = null, string? Form = null)
{
    /// <summary>Whether it changes something.</summary>
    [JsonIgnore]
    public bool IsWrite => !PanelCall.IsReadByName(Name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>The functions of the remote API this library was made against: ISPConfig 3.2.12 development line.</summary>
public static class PanelFunctions
{
    private static readonly Lazy<PanelFunction[]> List = new(Load);
    private static readonly Lazy<Dictionary<string, PanelFunction>> ByName = new(() => List.Value.ToDictionary(f => f.Name, StringComparer.Ordinal));

    /// <summary>All of them, in the order of the panel's source.</summary>
    public static IReadOnlyList<PanelFunction> All => List.Value;

    /// <summary>Looks a function up; case matters, as it does on the panel.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="function">The function, or null if it is not known here. A panel may know more.</param>
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
