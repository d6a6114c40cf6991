using System.Diagnostics;
using System.Reflection;

namespace Nodepoint.Tests.EngineHost;

/// <summary>What a child process said and left with.</summary>
public sealed record Ran(int ExitCode, string Output, string Errors);

/// <summary>The engine host of this build, run as a process of its own.</summary>
public static class Engine
{
    public static string Root { get; } = FindRoot();

    private static string Host { get; } = Path.Combine(
        Root,
        "tools/EngineHost/bin",
        typeof(Engine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Configuration").Value!,
        "net10.0/EngineHost.dll");

    /// <summary>Runs the host's own engine, whatever else is installed here.</summary>
    public static Ran RunOwn(params string[] arguments) => Run(arguments, own: true);

    public static Ran Run(params string[] arguments) => Run(arguments, own: false);

    /// <summary>Starts the host's own engine and does not wait for it.</summary>
    public static Process Start(params string[] arguments)
    {
        var process = Start(arguments, own: true);
        process.StandardInput.Close();
        return process;
    }

    private static Ran Run(string[] arguments, bool own)
    {
        using var process = Start(arguments, own);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Ran(process.ExitCode, output, errors.Result);
    }

    private static Process Start(string[] arguments, bool own)
    {
        var start = new ProcessStartInfo("dotnet", [Host, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Root,
        };
        start.Environment.Remove("COLUMNS");
        if (own)
            start.Environment["NODEPOINT_ENGINE"] = "host";
        return Process.Start(start)!;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Nodepoint.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests stand outside the repository.");
        return folder.FullName;
    }
}
