namespace Nodepoint.EngineHost;

/// <summary>The repository this host was built in, and the module built there.</summary>
internal static class Repository
{
    public static string? Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The manifest to import, or null for none.</summary>
    public static string? Manifest(CommandLine line)
    {
        if (line.NoModule)
            return null;
        if (line.Module is { } named)
        {
            var path = Path.GetFullPath(named);
            if (Directory.Exists(path))
                path = Path.Combine(path, "Nodepoint.psd1");
            return File.Exists(path) ? path : throw new UsageException($"no module at {path}");
        }

        if (Root is null)
            throw new UsageException("this host stands outside its repository: name the module with --module PATH");
        var built = Path.Combine(Root, "artifacts", "Nodepoint", "Nodepoint.psd1");
        return File.Exists(built)
            ? built
            : throw new UsageException("the module isn't built (artifacts/Nodepoint/Nodepoint.psd1 is missing); build first: dotnet build");
    }

    private static string? Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Nodepoint.slnx")))
                return folder.FullName;
        return null;
    }
}
