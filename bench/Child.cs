using System.Diagnostics;

namespace Nodepoint.Bench;

/// <summary>This bench once more, for a part of the work that wants a process of its own.</summary>
internal static class Child
{
    /// <summary>Starts it without a PowerShell.</summary>
    public static Process StartBare(params string[] arguments)
        => Process.Start(new ProcessStartInfo("dotnet", [Repository.Bench, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>Runs it to its end and prints what it prints, as it comes.</summary>
    public static void Relay(params string[] arguments)
    {
        using var child = Pwsh.Start(arguments, isRead: true);
        while (child.StandardOutput.ReadLine() is { } line) Console.WriteLine(line);
        child.WaitForExit();
        if (child.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {child.ExitCode}.");
    }

    /// <summary>Runs it to its end and gives what it printed, number by number.</summary>
    public static double[] Measure(params string[] arguments)
    {
        using var child = Pwsh.Start(arguments, isRead: true);
        var printed = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {child.ExitCode}.");
        return [.. printed.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(double.Parse)];
    }
}
