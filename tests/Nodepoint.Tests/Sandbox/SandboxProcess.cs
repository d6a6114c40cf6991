using System.Diagnostics;
using System.Globalization;

namespace Nodepoint.Tests.Sandbox;

/// <summary>The sandbox in a separate process, as users start it.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private SandboxProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public string IdText => Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>The output before it was ready.</summary>
    public List<string> Lines { get; } = [];

    public Uri Address => new(Lines.First(l => l.StartsWith("http ", StringComparison.Ordinal))[7..]);

    /// <summary>Starts the sandbox and reads its output until it is ready or has ended.</summary>
    public static async Task<SandboxProcess> StartAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Nodepoint.Sandbox.dll"));
        foreach (var word in words) start.ArgumentList.Add(word);
        var sandbox = new SandboxProcess(Process.Start(start)!);
        while (await sandbox.process.StandardOutput.ReadLineAsync() is { } line)
        {
            sandbox.Lines.Add(line);
            if (line == "ready") break;
        }
        return sandbox;
    }

    public Task<string> ErrorsAsync() => process.StandardError.ReadToEndAsync();

    /// <summary>Ends the process as "kill -9" does.</summary>
    public void Kill() => process.Kill();

    /// <summary>Asks the process to end as "kill" does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", IdText]);
        kill.WaitForExit();
    }

    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
