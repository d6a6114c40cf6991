using System.Reflection;

namespace Nodepoint.Tests;

/// <summary>The repository that these tests were built in.</summary>
internal static class Repository
{
    /// <summary>Its root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The manifest of the built module.</summary>
    public static string Module => Path.Combine(Root, "artifacts", "Nodepoint", "Nodepoint.psd1");

    /// <summary>The configuration of this build: Debug or Release.</summary>
    public static string Configuration { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Configuration").Value!;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Nodepoint.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests were not built inside the repository.");
        return folder.FullName;
    }
}
