using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Platform.Checks;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Checks the platform profile of a panel against the panel, the DNS, and the live services.</summary>
/// <remarks>Nothing is changed. Without a platform profile, only the job queue and the quotas are checked.</remarks>
[Cmdlet(VerbsDiagnostic.Test, "NpPlatform")]
[OutputType(typeof(PlatformTest))]
public sealed class TestNpPlatformCommand : LiveCheckCommand
{
    /// <summary>The longest time for the checks of the live services together, and for an answer of a name server, in seconds. The default is 10.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int TimeoutSec { get; set; } = 10;

    /// <inheritdoc/>
    protected override void EndCommand()
    {
        ServiceOptions options;
        PlatformProfile? profile;
        TestedPanel tested;
        try
        {
            options = ReadOptions(TimeoutSec) with { Time = Connection.Time };
            (profile, tested) = ReadProfile(Connection);
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            WriteError(PanelErrors.Record(problem, Connection.Name));
            return;
        }

        foreach (var service in profile?.Services ?? []) WriteVerbose($"Service {service}, from the platform profile.");
        using var questions = new LiveQuestions(LiveQuestions.UsualMost, TimeSpan.FromSeconds(TimeoutSec), StopToken);
        using var calls = new SemaphoreSlim(Runner.Limit);
        var context = CreateContext(profile, tested, options, new PanelLookup(Connection), calls, questions, LiveResolvers.Find(this, null, "Resolver", Connection));
        if (TryRun(Connection.Name, cancel => PlatformTester.TestAsync(profile, context, cancel), out var result)) WriteObject(result);
    }
}
