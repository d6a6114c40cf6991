using System.Collections.Concurrent;
using Nodepoint.Tests.EngineHost;

namespace Nodepoint.Tests.Specs;

/// <summary>The runs of the spec files: each file once, by the first of its specs that is asked for.</summary>
public sealed class SpecRuns
{
    private readonly ConcurrentDictionary<string, Lazy<(Ran Ran, SpecCase[] Cases)>> _files = new();

    public static string Folder { get; } = Path.Combine(Engine.Root, "tests", "Pester");

    /// <summary>How a spec went; null if the run didn't say.</summary>
    public (SpecCase? Case, Ran Ran) Of(string file, int id)
    {
        var (ran, cases) = _files.GetOrAdd(file, path => new(() => Run(path))).Value;
        return (cases.SingleOrDefault(spec => spec.Id == id), ran);
    }

    private static (Ran Ran, SpecCase[] Cases) Run(string file)
    {
        var report = Path.GetTempFileName();
        try
        {
            var ran = Engine.Run("--spec", Path.Combine(Folder, file), "--report", report);
            var json = File.ReadAllText(report);
            return (ran, json.Length > 0 ? SpecCase.Read(json) : []);
        }
        finally
        {
            File.Delete(report);
        }
    }
}
