using System.Diagnostics;

namespace Nodepoint.Bench;

/// <summary>The PowerShell that .config/dotnet-tools.json pins.</summary>
internal static class Pwsh
{
    private static readonly Lazy<string> Program = new(Find);

    /// <summary>Starts a pwsh that loads and runs this assembly.</summary>
    /// <param name="arguments">The arguments of <see cref="Benches.Run"/>.</param>
    /// <param name="isRead">Whether its input and output are redirected to this process.</param>
    public static Process Start(string[] arguments, bool isRead = false)
    {
        var words = string.Join(", ", arguments.Select(Quote));
        var command = $"$null = [Reflection.Assembly]::LoadFrom({Quote(Repository.Bench)}); exit [Nodepoint.Bench.Benches]::Run(@({words}))";
        return Process.Start(new ProcessStartInfo("dotnet", [Program.Value, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", command]) { RedirectStandardInput = isRead, RedirectStandardOutput = isRead })!;
    }

    /// <summary>Runs a script of the benchmarks and returns its output lines.</summary>
    public static string[] Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program.Value, "-NoLogo", "-NoProfile", "-NonInteractive", "-File", Path.Combine(Repository.Scripts, script), .. arguments]) { RedirectStandardOutput = true };
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return process.ExitCode == 0 ? lines : throw new InvalidOperationException($"{script} ended with exit code {process.ExitCode}: {string.Join(' ', lines)}");
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Find()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["tool", "run", "pwsh", "-NoProfile", "-Command", "$PSHOME"]) { RedirectStandardOutput = true, WorkingDirectory = Repository.Root })!;
        var folder = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? Path.Combine(folder, "pwsh.dll") : throw new FileNotFoundException("PowerShell was not found. Run 'dotnet tool restore'.");
    }
}
