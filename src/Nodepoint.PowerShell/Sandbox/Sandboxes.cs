using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Nodepoint.PowerShell.Sandbox;

/// <summary>The sandboxes that this PowerShell process has started.</summary>
internal static class Sandboxes
{
    private const string Assembly = "Nodepoint.Sandbox.dll";

    private static readonly List<SandboxPanel> Running = [];

    public static IReadOnlyList<SandboxPanel> All
    {
        get { lock (Running) return [.. Running]; }
    }

    /// <summary>Starts a sandbox process and waits until it reports its addresses. A process that does not get that far is ended.</summary>
    /// <exception cref="PSInvalidOperationException">The sandbox cannot start.</exception>
    public static async Task<SandboxPanel> StartAsync(string? name, IEnumerable<string> arguments, bool hasLimitedUser, CancellationToken cancel)
    {
        var process = StartProcess(arguments);
        try
        {
            var sandbox = await WaitUntilReadyAsync(name, process, hasLimitedUser, cancel).ConfigureAwait(false);
            lock (Running) Running.Add(sandbox);
            return sandbox;
        }
        catch
        {
            using (process)
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static void Stop(SandboxPanel sandbox)
    {
        lock (Running) Running.Remove(sandbox);
        sandbox.Stop();
    }

    public static void StopAll()
    {
        foreach (var sandbox in All) Stop(sandbox);
    }

    private static Process StartProcess(IEnumerable<string> arguments)
    {
        var program = DotnetProgram.Find()
            ?? throw new PSInvalidOperationException("Cannot start a sandbox: the command 'dotnet' was not found. Install the .NET 10 runtime with ASP.NET Core from https://dot.net.");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, CreateNoWindow = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8 };
        start.ArgumentList.Add(Program());
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--parent");
        start.ArgumentList.Add(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        try { return Process.Start(start)!; }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new PSInvalidOperationException($"Cannot start a sandbox: the program '{program}' cannot be run. {problem.Message}", problem);
        }
    }

    private static string Program()
    {
        var folder = Path.GetDirectoryName(typeof(Sandboxes).Assembly.Location)!;
        var program = Path.Combine(folder, "sandbox", Assembly);
        return File.Exists(program) ? program : throw new PSInvalidOperationException($"Cannot start a sandbox: '{program}' was not found in the module's folder. Install the module again.");
    }

    private static async Task<SandboxPanel> WaitUntilReadyAsync(string? name, Process process, bool hasLimitedUser, CancellationToken cancel)
    {
        // Read on the side, so that long error output cannot block the process.
        var complaint = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Uri? http = null, https = null;
        var pin = "";
        // A read from a pipe cannot be canceled on every system, so the wait is.
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(cancel).ConfigureAwait(false) is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["http", var address]: http = new Uri(address); break;
                case ["https", var address]: https = new Uri(address); break;
                case ["pin", var fingerprint]: pin = fingerprint; break;
                case ["ready"]:
                    // Later output is not used, but has to be read so that the process does not block.
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return new SandboxPanel(name ?? $"sandbox{process.Id.ToString(CultureInfo.InvariantCulture)}", process, http, https, pin, hasLimitedUser);
            }
        }

        throw new PSInvalidOperationException($"Cannot start a sandbox: {(await complaint.WaitAsync(cancel).ConfigureAwait(false)).Trim()}");
    }
}
