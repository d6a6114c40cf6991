using System.Text.Json.Nodes;

namespace Nodepoint.Tests.Sandbox;

/// <summary>A recorded scenario: calls of the remote API and the panel's responses.</summary>
internal sealed record Scenario(string Name, IReadOnlyList<JsonObject> Steps)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "transcripts");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static Scenario Load(string name)
    {
        var scenario = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!;
        return new Scenario(name, [.. scenario["steps"]!.AsArray().Select(s => s!.AsObject())]);
    }
}
