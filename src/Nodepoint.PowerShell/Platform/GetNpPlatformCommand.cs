using System.Management.Automation;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Platform;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Platform;

/// <summary>Gets the platform profile of a saved panel: which service has which address, the resolvers, and the defaults for new domains.</summary>
[Cmdlet(VerbsCommon.Get, "NpPlatform")]
[OutputType(typeof(PlatformProfile))]
public sealed class GetNpPlatformCommand : PlatformCommand
{
    /// <summary>The names of saved panels, or of connections to them; wildcards are allowed. The default is the panel of the default connection or, without a connection, the only saved panel.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NotNullPanel, SupportsWildcards]
    [ArgumentCompleter(typeof(SavedPanelCompleter))]
    public string[]? Panel { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Panel ?? [null!])
        {
            try
            {
                var isPattern = name is not null && WildcardPattern.ContainsWildcardCharacters(name);
                foreach (var panel in PanelsOf(name)) Write(panel, isPattern);
            }
            catch (Exception problem) when (PanelErrors.IsExpected(problem)) { WriteError(PanelErrors.Record(problem, name)); }
        }
    }

    private void Write(SavedPanel panel, bool isOptional)
    {
        if (PlatformProfiles.Read(panel) is { } profile)
        {
            WarnOfUnknown(profile);
            WriteObject(profile);
        }
        else if (!isOptional) throw new PanelException(FaultKind.NotFound, "", $"Panel '{panel.Name}' has no platform profile ({PlatformProfiles.FileOf(panel.Name)} does not exist). Create it with Set-NpPlatform.");
    }
}
