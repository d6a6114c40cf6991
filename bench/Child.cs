using System.Diagnostics;

namespace Nodepoint.Bench;

/// <summary>This program in a separate process, for a part of a benchmark.</summary>
internal static class Child
{
    /// <summary>Starts the program without PowerShell.</summary>
    public static Process StartBare(params string[] arguments)
        => Process.Start(new ProcessStartInfo("dotnet", [Repository.Bench, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>Runs the program and prints its output while it arrives.</summary>
    public static void Relay(params string[] arguments)
    {
        using var child = Pwsh.Start(arguments, isRead: true);
        while (child.StandardOutput.ReadLine() is { } line) Console.WriteLine(line);
        child.WaitForExit();
        if (child.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with exit code {child.ExitCode}.");
    }

    /// <summary>Runs the program and returns the numbers that it prints.</summary>
    public static double[] Measure(params string[] arguments)
    {
        using var child = Pwsh.Start(arguments, isRead: true);
        var printed = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with exit code {child.ExitCode}.");
        return [.. printed.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(double.Parse)];
    }
}
