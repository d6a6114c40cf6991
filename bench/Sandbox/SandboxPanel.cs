using System.Diagnostics;

namespace Nodepoint.Bench.Sandbox;

/// <summary>The sandbox in a separate process, with a database file or in memory. Disposing ends it.</summary>
internal sealed class SandboxPanel : IDisposable
{
    private const double Megabyte = 1024 * 1024;

    private readonly Process _process;

    private SandboxPanel(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public double Memory => Read(process => process.WorkingSet64);

    public double PeakMemory => Read(process => process.PeakWorkingSet64);

    /// <summary>The processor time used so far.</summary>
    public TimeSpan ProcessorTime => Refreshed().TotalProcessorTime;

    public static SandboxPanel Start(string? file, string? seed = null)
    {
        List<string> words = [Repository.Sandbox, "--http", "127.0.0.1:0", "--https", "none", "--parent", $"{Environment.ProcessId}"];
        if (file is not null) words.AddRange(["--data", file]);
        if (seed is not null) words.AddRange(["--seed", seed]);
        var process = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true })!;
        Uri? address = null;
        while (process.StandardOutput.ReadLine() is { } line and not "ready")
            if (line.StartsWith("http ", StringComparison.Ordinal)) address = new Uri(line[5..].Trim());
        return new SandboxPanel(process, address ?? throw new InvalidOperationException("The sandbox did not start."));
    }

    /// <summary>Sets the faults that apply from now on, as the JSON of /sandbox/faults.</summary>
    public void SetFaults(string faults)
    {
        using var client = new HttpClient();
        using var content = new StringContent(faults);
        using var answer = client.PostAsync(new Uri(Address, "/sandbox/faults"), content).GetAwaiter().GetResult();
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private double Read(Func<Process, long> bytes) => bytes(Refreshed()) / Megabyte;

    private Process Refreshed()
    {
        _process.Refresh();
        return _process;
    }
}
