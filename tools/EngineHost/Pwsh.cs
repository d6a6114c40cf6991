using System.Diagnostics;
using Nodepoint.EngineHost.Specs;

namespace Nodepoint.EngineHost;

/// <summary>The PowerShell that is installed here, which is used instead of this host where there is one.</summary>
internal sealed class Pwsh
{
    private readonly string _path;

    private Pwsh(string path) => _path = path;

    public static Pwsh? Find()
    {
        if (Environment.GetEnvironmentVariable("NODEPOINT_ENGINE") == "host")
            return null;
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return path is null ? null : new Pwsh(path);
    }

    public static Pwsh? FindWithPester()
    {
        var found = Find();
        const string Question = "exit [int]-not (Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -ge 5 })";
        return found is not null && found.Start("-Command", Question) == 0 ? found : null;
    }

    // On stderr: a script's own output may be on its way into a file.
    public static void Announce(string engine) => Console.Error.WriteLine($"[engine: {engine}]");

    public int Run(string line, string? manifest)
    {
        Announce(_path);
        var import = manifest is null ? "" : $"Import-Module {CommandLine.Quote(manifest)} -ErrorAction Stop; ";
        return Start("-Command", $"{import}$global:LASTEXITCODE = 0; {line}; exit $LASTEXITCODE");
    }

    public IReadOnlyList<SpecResult> Specs(IReadOnlyList<string> files, string? manifest)
    {
        Announce($"{_path} with Pester");
        var report = Path.GetTempFileName();
        try
        {
            Start(["-File", Path.Combine(AppContext.BaseDirectory, "Pwsh", "Invoke-Specs.ps1"), report, manifest ?? "", .. files]);
            var json = File.ReadAllText(report);
            return json.Length > 0 ? SpecReport.Read(json) : throw new UsageException("Pester ended without a result");
        }
        finally
        {
            File.Delete(report);
        }
    }

    private int Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(_path, ["-NoLogo", "-NoProfile", .. arguments]) { UseShellExecute = false };
        if (Console.IsOutputRedirected)
            start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
