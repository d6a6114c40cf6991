using System.Management.Automation;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>Turns what the user specified as the path of a file into a full path. Every cmdlet that opens a file does so through this class.</summary>
internal static class FilePath
{
    private const string FileSystem = "FileSystem";

    /// <summary>The full path of a file, which does not have to exist. Wildcard characters are part of the name.</summary>
    /// <param name="cmdlet">The cmdlet, whose current location a relative path starts from.</param>
    /// <param name="path">The path.</param>
    /// <param name="parameter">The parameter, for the error.</param>
    /// <exception cref="PathException">The path is not in the file system.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path, string parameter)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new PathException(path, $"Cannot use '{path}' as -{parameter}: the path is empty. Use the path of a file.");
        string full;
        ProviderInfo provider;
        try { full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _); }
        catch (Exception problem) when (problem is RuntimeException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            throw new PathException(path, $"Cannot use '{path}' as -{parameter}: {problem.Message}", problem);
        }

        if (provider.Name != FileSystem)
            throw new PathException(path, $"Cannot use '{path}' as -{parameter}: it is a path of the {provider.Name} provider, not of the file system. Use a full path, or change to a folder in the file system with Set-Location.");
        if (full.AsSpan().IndexOfAny(Path.GetInvalidPathChars()) >= 0)
            throw new PathException(path, $"Cannot use '{path}' as -{parameter}: it contains a character that is not allowed in a path.");
        return full;
    }

    /// <summary>The full paths of the files that a path with wildcards matches. A file of exactly this name takes precedence, so that [ and ] in its name are found.</summary>
    /// <param name="cmdlet">The cmdlet, whose current location a relative path starts from.</param>
    /// <param name="path">The path.</param>
    /// <param name="parameter">The parameter, for the error.</param>
    /// <exception cref="PathException">The path is not in the file system.</exception>
    /// <exception cref="ItemNotFoundException">The path has no wildcards, and there is no such file.</exception>
    public static IReadOnlyCollection<string> Expand(PSCmdlet cmdlet, string path, string parameter)
        => Resolve(cmdlet, path, parameter) is var full && File.Exists(full) ? [full] : cmdlet.GetResolvedProviderPathFromPSPath(path, out _);
}
