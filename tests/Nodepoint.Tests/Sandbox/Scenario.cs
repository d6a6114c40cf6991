using System.Text.Json.Nodes;

namespace Nodepoint.Tests.Sandbox;

/// <summary>A recorded scenario: calls of the remote API and the panel's responses.</summary>
internal sealed record Scenario(string Name, IReadOnlyList<JsonObject> Steps)
{
    /// <summary>The scenarios of a fresh panel, which start from the data of a new sandbox.</summary>
    public const string FreshPanel = "transcripts";

    /// <summary>The scenarios of a panel in use, which start from seed-2.json.</summary>
    public const string UsedPanel = "transcripts-2";

    public static IEnumerable<string> Names => NamesOf(FreshPanel);

    public static IEnumerable<string> NamesOf(string set) =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, set), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static Scenario Load(string name, string set = FreshPanel)
    {
        var scenario = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, set, name + ".json")))!;
        return new Scenario(name, [.. scenario["steps"]!.AsArray().Select(s => s!.AsObject())]);
    }
}
