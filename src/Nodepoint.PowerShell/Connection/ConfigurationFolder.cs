using Nodepoint.IspConfig.Files;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Connection;

/// <summary>The folder of the module's own files, which only the user may read.</summary>
internal static class ConfigurationFolder
{
    /// <summary>The path: nodepoint in the folder that XDG_CONFIG_HOME names, on every system, or else in the one that the system has for it.</summary>
    public static string Path => System.IO.Path.Combine(Root, "nodepoint");

    // .NET itself reads the variable on Linux only.
    private static string Root => Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { } home && System.IO.Path.IsPathFullyQualified(home)
        ? home
        : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    /// <summary>Creates the folder, or one in it, if it does not exist.</summary>
    /// <param name="folder">The path.</param>
    public static void Create(string folder) => PrivateFile.CreateFolder(folder);

    /// <summary>Writes a file: to another one that is renamed, so that a reader never finds a partial file. A symbolic link is kept.</summary>
    /// <param name="path">The path.</param>
    /// <param name="content">The content.</param>
    public static void Write(string path, ReadOnlySpan<byte> content) => AtomicFile.Write(path, content, isPrivate: true);
}
