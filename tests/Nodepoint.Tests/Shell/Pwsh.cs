using System.Diagnostics;

namespace Nodepoint.Tests.Shell;

/// <summary>The PowerShell that .config/dotnet-tools.json pins, run in the root of the repository with the built module imported.</summary>
internal static class Pwsh
{
    // The launcher of the tool starts pwsh as a child, which would survive a kill, so pwsh is started directly.
    private static readonly Lazy<string> Program = new(FindProgram);

    /// <summary>Runs a command to its end.</summary>
    public static ProcessResult Run(string command)
    {
        using var process = Start(command);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProcessResult(process.ExitCode, output, errors.Result);
    }

    /// <summary>Starts a command without waiting for it.</summary>
    public static Process Start(string command)
        => StartProcess([Program.Value, "-NoProfile", "-NonInteractive", "-Command", $"Import-Module {Quote(Repository.Module)}; {command}"]);

    /// <summary>A script of the repository with its arguments, as a command that ends with the script's exit code.</summary>
    public static string Script(string script, params string[] arguments)
        => $"& {Quote(Path.Combine(Repository.Root, script))} {string.Join(' ', arguments.Select(Word))}; exit $LASTEXITCODE";

    /// <summary>Quotes a text as a PowerShell string literal.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Word(string argument) => argument.StartsWith('-') ? argument : Quote(argument);

    private static string FindProgram()
    {
        using var process = StartProcess(["tool", "run", "pwsh", "-NoProfile", "-Command", "$PSHOME"]);
        var folder = process.StandardOutput.ReadToEnd().Trim();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Path.Combine(folder, "pwsh.dll")
            : throw new FileNotFoundException($"PowerShell was not found. Run 'dotnet tool restore' in {Repository.Root}.\n{errors}");
    }

    private static Process StartProcess(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["NO_COLOR"] = "1";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
