namespace Nodepoint.Tests;

/// <summary>The repository's own C# files, without what the build makes.</summary>
internal static class Sources
{
    /// <summary>The files below a folder, with their path in the repository.</summary>
    public static IEnumerable<(string Path, string Text)> Of(string folder)
        => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllText(Path.Combine(Repository.Root, path))));
}
