using System.Management.Automation;
using System.Net;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Platform;
using Nodepoint.IspConfig.Platform.Checks;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Dns;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Platform;

/// <summary>The base of the cmdlets that check a connected panel against its platform profile, the DNS, and the live services.</summary>
[Throttled]
public abstract partial class LiveCheckCommand : PanelCommand
{
    private readonly AuthorityFiles _authorities = new();

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

    /// <summary>How services are tested, with the authority of -CaCertificate.</summary>
    /// <param name="timeout">The longest time for all of them together, in seconds.</param>
    /// <exception cref="IspConfig.Panel.Faults.PanelException">The file of -CaCertificate cannot be read.</exception>
    private protected ServiceOptions ReadOptions(int timeout)
    {
        var options = new ServiceOptions { Timeout = TimeSpan.FromSeconds(timeout), WarningDays = WarningDays, CriticalDays = CriticalDays, Helo = System.Net.Dns.GetHostName() };
        return string.IsNullOrEmpty(CaCertificate) ? options : options with { Authorities = _authorities.Read(FilePath.Resolve(this, CaCertificate, nameof(CaCertificate))) };
    }

    /// <summary>Reads the profile of a connected panel, and says with -Verbose where it is.</summary>
    /// <param name="connection">The panel.</param>
    /// <returns>The profile, null for none; and how the panel's own pages are tested.</returns>
    /// <exception cref="IspConfig.Model.Rules.RuleException">The file of the saved panels or of the profile cannot be read.</exception>
    /// <exception cref="IspConfig.Panel.Faults.PanelException">The file with the panel's authority cannot be read.</exception>
    private protected (PlatformProfile? Profile, TestedPanel Panel) ReadProfile(PanelConnection connection)
    {
        var saved = PlatformProfiles.SavedPanelOf(connection);
        var profile = saved is null ? null : PlatformProfiles.Read(saved);
        var tested = new TestedPanel(connection.Name, saved?.Uri ?? connection.Uri, saved?.CertificatePin ?? connection.CertificatePin, saved?.CaCertificate is { } path ? _authorities.Read(path) : null);
        if (profile is not null) WriteVerbose($"Platform profile of panel '{profile.Panel}': {profile.Path}.");
        return (profile, tested);
    }

    /// <summary>Creates what the checks read from.</summary>
    /// <param name="profile">The profile; null for none.</param>
    /// <param name="tested">How the panel's own pages are tested.</param>
    /// <param name="options">How services are tested.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="calls">Limits the calls to the panel that are in flight.</param>
    /// <param name="questions">Asks name servers.</param>
    /// <param name="resolvers">The resolvers to ask.</param>
    private protected static PlatformContext CreateContext(PlatformProfile? profile, TestedPanel tested, ServiceOptions options, PanelLookup lookup, SemaphoreSlim calls, LiveQuestions questions, IReadOnlyList<IPEndPoint> resolvers)
    {
        var (services, tester) = ServiceTesters.Create(tested, profile, options);
        return new PlatformContext(profile, lookup, calls)
        {
            Resolver = questions.Through(resolvers),
            Tester = servers => questions.Tester(servers, null),
            TestServicesAsync = cancel => tester.TestAsync(services, cancel),
        };
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _authorities.Dispose();
    }
}
