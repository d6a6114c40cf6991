using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Platform.Checks;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Checks the platform profile of a panel against the panel, the DNS, and the live services.</summary>
/// <remarks>Nothing is changed. Without a platform profile, only the job queue and the quotas are checked.</remarks>
[Cmdlet(VerbsDiagnostic.Test, "NpPlatform")]
[OutputType(typeof(PlatformTest))]
[Throttled]
public sealed partial class TestNpPlatformCommand : PanelCommand
{
    private readonly AuthorityFiles _authorities = new();

    /// <summary>The longest time for the checks of the live services together, and for an answer of a name server, in seconds. The default is 10.</summary>
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

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        var options = new ServiceOptions { Timeout = TimeSpan.FromSeconds(TimeoutSec), WarningDays = WarningDays, CriticalDays = CriticalDays, Helo = System.Net.Dns.GetHostName(), Time = Connection.Time };
        PlatformProfile? profile;
        TestedPanel tested;
        try
        {
            if (!string.IsNullOrEmpty(CaCertificate)) options = options with { Authorities = _authorities.Read(FilePath.Resolve(this, CaCertificate, nameof(CaCertificate))) };
            var saved = PlatformProfiles.SavedPanelOf(Connection);
            profile = saved is null ? null : PlatformProfiles.Read(saved);
            tested = new TestedPanel(Connection.Name, saved?.Uri ?? Connection.Uri, saved?.CertificatePin ?? Connection.CertificatePin, saved?.CaCertificate is { } path ? _authorities.Read(path) : null);
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            WriteError(PanelErrors.Record(problem, Connection.Name));
            return;
        }

        if (profile is not null) Say(profile);
        using var questions = new LiveQuestions(LiveQuestions.UsualMost, TimeSpan.FromSeconds(TimeoutSec), StopToken);
        using var calls = new SemaphoreSlim(Runner.Limit);
        var (services, tester) = ServiceTesters.Create(tested, profile, options);
        var context = new PlatformContext(profile, new PanelLookup(Connection), calls)
        {
            Resolver = questions.Through(LiveResolvers.Find(this, null, "Resolver", Connection)),
            Tester = servers => questions.Tester(servers, null),
            TestServicesAsync = cancel => tester.TestAsync(services, cancel),
        };
        if (TryRun(Connection.Name, cancel => PlatformTester.TestAsync(profile, context, cancel), out var result)) WriteObject(result);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _authorities.Dispose();
    }

    private void Say(PlatformProfile profile)
    {
        WriteVerbose($"Platform profile of panel '{profile.Panel}': {profile.Path}.");
        foreach (var service in profile.Services) WriteVerbose($"Service {service}, from the platform profile.");
    }
}
