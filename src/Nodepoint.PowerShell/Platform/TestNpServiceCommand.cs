using System.Management.Automation;
using System.Text;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Tests the live services of a platform: DNS, SMTP, IMAP, POP3, FTP, HTTP, and the panel, on each address of the platform profile.</summary>
/// <remarks>Nobody logs in, and no message is sent. The panel does not have to be connected.</remarks>
[Cmdlet(VerbsDiagnostic.Test, "NpService")]
[OutputType(typeof(ServiceTest), typeof(string))]
public sealed class TestNpServiceCommand : PlatformCommand
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly AuthorityFiles _authorities = new();
    private readonly List<SavedPanel> _panels = [];
    private readonly List<string> _errors = [];
    private string? _file;
    private ServiceOptions _options = null!;

    /// <summary>The names of the services in the platform profile, such as mail; wildcards are allowed. The default is all services and the panel.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The names of saved panels, or of connections to them; wildcards are allowed. The default is the panel of the default connection or, without a connection, the only saved panel.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [NotNullPanel, SupportsWildcards]
    [ArgumentCompleter(typeof(SavedPanelCompleter))]
    public string[]? Panel { get; set; }

    /// <summary>The longest time for all checks together, in seconds. The default is 10.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int TimeoutSec { get; set; } = 10;

    /// <summary>A certificate with fewer days left is a warning. The default is 14.</summary>
    [Parameter]
    [ValidateRange(0, 3650)]
    public int WarningDays { get; set; } = 14;

    /// <summary>A certificate with fewer days left is a failure. The default is 3.</summary>
    [Parameter]
    [ValidateRange(0, 3650)]
    public int CriticalDays { get; set; } = 3;

    /// <summary>The path of a file with the certificate of an authority of your own, which is trusted besides those of this computer.</summary>
    [Parameter]
    public string? CaCertificate { get; set; }

    /// <summary>What is returned. The default is Object. With Nagios, the exit code for the monitoring system is in $LASTEXITCODE.</summary>
    [Parameter]
    public ServiceFormat Format { get; set; }

    /// <summary>The path of a file for -Format Prometheus, such as one in the folder of node_exporter's textfile collector. It is replaced as a whole, so that nobody reads a part of it, and nothing is returned.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Repeats the tests until Ctrl+C. In a terminal, a table shows the latest results; otherwise the results of each round are returned.</summary>
    [Parameter]
    public SwitchParameter Continuous { get; set; }

    /// <summary>The pause between the rounds of -Continuous, in seconds. The default is 10.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int IntervalSec { get; set; } = 10;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Path is not null && Format != ServiceFormat.Prometheus) Refuse(nameof(Path), "-Path is for -Format Prometheus. Add -Format Prometheus, or remove -Path.");
        if (Continuous && Format != ServiceFormat.Object) Refuse(nameof(Continuous), $"-Continuous returns objects only. Remove -Format {Format}, and repeat the command with a timer instead.");
        if (Path is not null) _file = FilePath.Resolve(this, Path, nameof(Path));
        _options = new ServiceOptions { Timeout = TimeSpan.FromSeconds(TimeoutSec), WarningDays = WarningDays, CriticalDays = CriticalDays, Helo = System.Net.Dns.GetHostName() };
        if (string.IsNullOrEmpty(CaCertificate)) return;
        var path = FilePath.Resolve(this, CaCertificate, nameof(CaCertificate));
        try { _options = _options with { Authorities = _authorities.Read(path) }; }
        catch (PanelException problem) when (Format == ServiceFormat.Nagios) { Report(problem, path); }
        catch (PanelException problem) { ThrowTerminatingError(PanelErrors.Record(problem, path)); }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Panel ?? [null!])
        {
            try
            {
                var found = PanelsOf(name);
                if (found.Count == 0) throw new PanelException(FaultKind.NotFound, "", $"No saved panel matches '{name}'. Get-NpPanel -Saved lists the saved panels.");
                _panels.AddRange(found.Where(panel => !_panels.Contains(panel)));
            }
            catch (Exception problem) when (PanelErrors.IsExpected(problem)) { Report(problem, name); }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var platforms = _panels.Select(Find).OfType<Platform>().ToList();
        var results = Test(platforms);
        switch (Format)
        {
            case ServiceFormat.Nagios: WriteNagios(results); break;
            case ServiceFormat.Prometheus: WritePrometheus(results); break;
            default:
                if (Continuous) Repeat(platforms, results);
                else WriteObject(results, enumerateCollection: true);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _authorities.Dispose();
    }

    private void Repeat(List<Platform> platforms, IReadOnlyList<ServiceTest> results)
    {
        var table = MyInvocation.PipelinePosition == MyInvocation.PipelineLength && LiveServiceTable.IsPossible(Host) ? new LiveServiceTable(Host) : null;
        while (platforms.Count > 0)
        {
            if (table is null) WriteObject(results, enumerateCollection: true);
            else table.Draw(results, _options.Time.GetUtcNow());
            if (StopToken.WaitHandle.WaitOne(TimeSpan.FromSeconds(IntervalSec))) return;
            results = Test(platforms);
        }
    }

    private Platform? Find(SavedPanel panel)
    {
        try
        {
            var profile = PlatformProfiles.Read(panel);
            if (profile is not null)
            {
                WriteVerbose($"Services: {string.Join(", ", profile.Services.Select(static service => service.Name))}, from the platform profile of panel '{panel.Name}' ({profile.Path}).");
                // A plugin prints one line only.
                if (Format != ServiceFormat.Nagios) WarnOfUnknown(profile);
            }
            else if (Name is null)
            {
                var message = $"Panel '{panel.Name}' has no platform profile, so only the panel itself is tested. Create the profile with Set-NpPlatform.";
                if (Format == ServiceFormat.Nagios) _errors.Add(message.TrimEnd('.'));
                else WriteWarning(message);
            }

            var tested = new TestedPanel(panel.Name, panel.Uri, panel.CertificatePin, panel.CaCertificate is { } path ? _authorities.Read(path) : null);
            var (all, tester) = ServiceTesters.Create(tested, profile, _options);
            var services = Choose(panel, all);
            return services.Count == 0 ? null : new Platform(services, tester);
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            Report(problem, panel.Name);
            return null;
        }
    }

    private List<PlatformService> Choose(SavedPanel panel, IReadOnlyList<PlatformService> services)
    {
        if (Name is null) return [.. services];
        foreach (var name in Name)
        {
            if (services.Any(service => NameFilter.Of([name]).Matches(service.Name))) continue;
            Report(new PanelException(FaultKind.NotFound, "", $"The platform profile of panel '{panel.Name}' has no service '{name}'. It has: {string.Join(", ", services.Select(static service => service.Name))}."), name);
        }

        var filter = NameFilter.Of(Name);
        return [.. services.Where(service => filter.Matches(service.Name))];
    }

    // The panels are tested at the same time.
    private IReadOnlyList<ServiceTest> Test(List<Platform> platforms)
    {
        try
        {
            return [.. Task.Run(() => Task.WhenAll(platforms.Select(one => one.Tester.TestAsync(one.Services, StopToken)))).GetAwaiter().GetResult().SelectMany(static one => one)];
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void WriteNagios(IReadOnlyList<ServiceTest> results)
    {
        var (line, code) = NagiosReport.Write(results, _errors, _options);
        WriteObject(line);
        SessionState.PSVariable.Set("global:LASTEXITCODE", code);
    }

    private void WritePrometheus(IReadOnlyList<ServiceTest> results)
    {
        var text = PrometheusReport.Write(results, _options.Time.GetUtcNow());
        if (_file is null)
        {
            WriteObject(text.TrimEnd('\n'));
            return;
        }

        try { AtomicFile.Write(_file, Utf8.GetBytes(text), isPrivate: false); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { ThrowTerminatingError(PanelErrors.Record(problem, _file)); }
    }

    // A plugin tells the monitoring system about every problem in its line.
    private void Report(Exception problem, object? target)
    {
        if (Format == ServiceFormat.Nagios) _errors.Add(problem.Message.TrimEnd('.'));
        else WriteError(PanelErrors.Record(problem, target));
    }

    private void Refuse(string parameter, string message) => ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.ConflictingParameters, message), parameter));

    private sealed record Platform(IReadOnlyList<PlatformService> Services, ServiceTester Tester);
}
