using System.Diagnostics;

namespace Nodepoint.Bench;

/// <summary>A real PowerShell, for what this process's engine has no cmdlets for: named by NODEPOINT_PWSH, or the first on the PATH.</summary>
internal sealed class Pwsh
{
    public const string Variable = "NODEPOINT_PWSH";

    private readonly string _path;

    private Pwsh(string path) => _path = path;

    /// <summary>The PowerShell; null where there is none.</summary>
    /// <exception cref="FileNotFoundException">The variable names a file that is not there.</exception>
    public static Pwsh? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return File.Exists(named) ? new Pwsh(named) : throw new FileNotFoundException($"{Variable} names {named}, which is not there.");
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } path ? new Pwsh(path) : null;
    }

    /// <summary>Runs a script of this bench to its end and gives the lines that it wrote.</summary>
    public string[] Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(_path, ["-NoLogo", "-NoProfile", "-NonInteractive", "-File", Path.Combine(AppContext.BaseDirectory, "Pwsh", script), .. arguments]) { RedirectStandardOutput = true };
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return process.ExitCode == 0 ? lines : throw new InvalidOperationException($"{script} ended with {process.ExitCode}: {string.Join(' ', lines)}");
    }
}
