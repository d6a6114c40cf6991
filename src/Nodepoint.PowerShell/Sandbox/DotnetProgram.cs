namespace Nodepoint.PowerShell.Sandbox;

/// <summary>Finds the program dotnet as a shell does: in the folders of PATH. The current folder is searched only if PATH names it.</summary>
/// <remarks>Process.Start with only a name searches the current folder first, so that a program in a downloaded folder would run.</remarks>
internal static class DotnetProgram
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static string FileName => OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <summary>The full path of dotnet: from PATH, or else from the environment variables DOTNET_HOST_PATH and DOTNET_ROOT; null if it was not found.</summary>
    public static string? Find() => Candidates().FirstOrDefault(IsProgram);

    private static IEnumerable<string> Candidates()
    {
        // An empty entry is a stray separator, although some shells read it as the current folder.
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            yield return Path.GetFullPath(Path.Combine(folder.Trim('"'), FileName));
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { } program && Path.IsPathFullyQualified(program)) yield return program;
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root && Path.IsPathFullyQualified(root)) yield return Path.Combine(root, FileName);
    }

    private static bool IsProgram(string path) => File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);
}
