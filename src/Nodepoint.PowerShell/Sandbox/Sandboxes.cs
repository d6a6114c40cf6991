using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

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

    /// <summary>Starts a process and waits until it says where it answers.</summary>
    public static SandboxPanel Start(string? name, IEnumerable<string> arguments, bool hasLimitedUser)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, CreateNoWindow = true };
        start.ArgumentList.Add(Program());
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--parent");
        start.ArgumentList.Add(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

        Process process;
        try { process = Process.Start(start)!; }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new PSInvalidOperationException("The sandbox needs the .NET 10 runtime with ASP.NET Core, and no 'dotnet' was found on the PATH. Install it from https://dot.net.", problem);
        }

        var sandbox = WaitUntilReady(name, process, hasLimitedUser);
        lock (Running) Running.Add(sandbox);
        return sandbox;
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

    private static string Program()
    {
        var folder = Path.GetDirectoryName(typeof(Sandboxes).Assembly.Location)!;
        var program = Path.Combine(folder, "sandbox", Assembly);
        return File.Exists(program) ? program : throw new PSInvalidOperationException($"The sandbox is not in the module's folder: {program} is missing. Install the module again.");
    }

    private static SandboxPanel WaitUntilReady(string? name, Process process, bool hasLimitedUser)
    {
        // Read aside, so that a long complaint cannot block the process.
        var complaint = process.StandardError.ReadToEndAsync();
        Uri? http = null, https = null;
        var pin = "";
        while (process.StandardOutput.ReadLine() is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words)
            {
                case ["http", var address]: http = new Uri(address); break;
                case ["https", var address]: https = new Uri(address); break;
                case ["pin", var fingerprint]: pin = fingerprint; break;
                case ["ready"]:
                    // Whatever it says later is not for us, but must be taken from the pipe.
                    _ = process.StandardOutput.ReadToEndAsync();
                    return new SandboxPanel(name ?? $"sandbox{process.Id.ToString(CultureInfo.InvariantCulture)}", process, http, https, pin, hasLimitedUser);
            }
        }

        process.WaitForExit();
        throw new PSInvalidOperationException($"The sandbox did not start: {complaint.GetAwaiter().GetResult().Trim()}");
    }
}
