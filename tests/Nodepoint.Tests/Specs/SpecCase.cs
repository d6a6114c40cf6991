using System.Text.Json;

namespace Nodepoint.Tests.Specs;

/// <summary>One <c>It</c> as the engine host lists and reports it.</summary>
public sealed record SpecCase(string File, int Id, string[] Path, string Name, string Result, string? Message)
{
    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web);

    public string Title => string.Join(" > ", [System.IO.Path.GetFileName(File), .. Path, Name]);

    public static SpecCase[] Read(string json) => JsonSerializer.Deserialize<SpecCase[]>(json, Layout)!;
}
