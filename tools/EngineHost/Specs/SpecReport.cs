using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nodepoint.EngineHost.Specs;

/// <summary>A spec, and how it went, as the JSON report and the listing have it.</summary>
public sealed record SpecResult(string File, int Id, string[] Path, string Name, string Result, string? Message, double Milliseconds);

internal static class SpecReport
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A file that can't be discovered stands as one failed spec with the id 0, so that it can't go unnoticed.</summary>
    public static IEnumerable<SpecResult> Of(SpecFile file) => file.Broken is { } message
        ? [new SpecResult(file.Path, 0, [], "discovery", nameof(Outcome.Failed), message, 0)]
        : file.Specs.Select(spec => new SpecResult(
            file.Path, spec.Id, [.. spec.Block.Path], spec.Name, spec.Outcome.ToString(), spec.Message, spec.Took.TotalMilliseconds));

    public static string Json(IEnumerable<SpecResult> results) => JsonSerializer.Serialize(results, Layout);

    public static IReadOnlyList<SpecResult> Read(string json) => JsonSerializer.Deserialize<SpecResult[]>(json, Layout)!;
}
