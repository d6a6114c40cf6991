namespace Nodepoint.EngineHost.Specs;

/// <summary>A run over spec files and folders of them.</summary>
internal static class SpecRun
{
    public static IReadOnlyList<string> Files(IEnumerable<string> places) =>
        [.. places.Select(Path.GetFullPath).SelectMany(FilesAt)];

    public static int List(CommandLine line)
    {
        var manifest = Repository.Manifest(line);
        Console.WriteLine(SpecReport.Json(Files(line.Arguments).SelectMany(file => SpecReport.Of(Here(file, manifest, run: false)))));
        return 0;
    }

    public static int Run(CommandLine line)
    {
        var manifest = Repository.Manifest(line);
        var files = Files(line.Arguments);
        List<SpecResult> results;
        if (Pwsh.FindWithPester() is { } pwsh)
        {
            results = [.. pwsh.Specs(files, manifest)];
        }
        else
        {
            Pwsh.Announce("this host's own runner");
            results = [.. files.SelectMany(file => Shown(file, manifest))];
        }

        if (line.Report is { } report)
            File.WriteAllText(report, SpecReport.Json(results));
        var failed = results.Count(result => result.Result == nameof(Outcome.Failed));
        var passed = results.Count(result => result.Result == nameof(Outcome.Passed));
        Console.WriteLine($"{passed} passed, {failed} failed, {results.Count - passed - failed} skipped");
        return Math.Min(failed, 100);
    }

    private static IEnumerable<string> FilesAt(string place)
    {
        if (File.Exists(place))
            return [place];
        return Directory.Exists(place)
            ? Directory.EnumerateFiles(place, "*.Tests.ps1", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : throw new UsageException($"no specs at {place}");
    }

    private static IReadOnlyList<SpecResult> Shown(string path, string? manifest)
    {
        Console.WriteLine($"\nRunning specs from '{path}'");
        var file = Here(path, manifest, run: true);
        if (file.Broken is { } message)
            Console.WriteLine($"[-] discovery\n {message}");
        return [.. SpecReport.Of(file)];
    }

    // An engine of its own for each file: nothing a file sets or connects is there in the next.
    private static SpecFile Here(string path, string? manifest, bool run)
    {
        using var session = new Session(manifest);
        return session.Specs(path, run);
    }
}
