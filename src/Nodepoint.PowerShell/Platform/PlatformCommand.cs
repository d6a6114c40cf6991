using System.Management.Automation;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Platform;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Connection;

namespace Nodepoint.PowerShell.Platform;

/// <summary>The base of the cmdlets for the profile of a platform.</summary>
public abstract class PlatformCommand : CancelableCommand
{
    /// <summary>The saved panels of a name or pattern.</summary>
    /// <param name="name">The name, or a pattern with wildcards; null for the panel to use without a name.</param>
    /// <exception cref="RuleException">No panel is specified.</exception>
    /// <exception cref="PanelException">No panel is saved with this name.</exception>
    private protected static IReadOnlyList<SavedPanel> PanelsOf(string? name)
        => name is not null && WildcardPattern.ContainsWildcardCharacters(name) ? [.. SavedPanels.All.Where(saved => new WildcardPattern(name, WildcardOptions.IgnoreCase).IsMatch(saved.Name))] : [PanelOf(name)];

    /// <summary>The saved panel of a name; without a name, that of the default connection or, without a connection, the only one.</summary>
    /// <param name="name">The name, or the name of a connection to the panel; null for none.</param>
    /// <exception cref="RuleException">No panel is specified.</exception>
    /// <exception cref="PanelException">No panel is saved with this name.</exception>
    private protected static SavedPanel PanelOf(string? name)
    {
        if (name is not null)
        {
            return SavedPanels.Find(name) ?? (OpenPanels.Find(name) is { } open ? PlatformProfiles.SavedPanelOf(open) : null)
                ?? throw new PanelException(FaultKind.NotFound, "", $"No panel is saved as '{name}', so it has no platform profile. Save it with Register-NpPanel; Get-NpPanel -Saved lists the saved panels.");
        }

        if (OpenPanels.Default is { } connection)
        {
            return PlatformProfiles.SavedPanelOf(connection)
                ?? throw new PanelException(FaultKind.NotFound, "", $"Panel '{connection.Name}' is not saved, so it has no platform profile. Save it with Register-NpPanel, or specify the name of a saved panel with -Panel.");
        }

        return SavedPanels.All is [var only] ? only : throw new RuleException(Rule.PanelMissing, "No panel is specified. Use -Panel with the name of a saved panel; Get-NpPanel -Saved lists them.");
    }

    /// <summary>Warns of members that this version does not know, because a typing error looks the same.</summary>
    /// <param name="profile">The profile.</param>
    private protected void WarnOfUnknown(PlatformProfile profile)
    {
        var unknown = (profile.AdditionalFields?.Keys ?? Enumerable.Empty<string>()).Concat(profile.Services.SelectMany(service => service.AdditionalFields?.Keys.Select(key => $"{service.Name}.{key}") ?? [])).ToList();
        if (unknown.Count > 0) WriteWarning($"{profile.Path} has members that this version does not know: {string.Join(", ", unknown)}. They are kept, but not used. Check their spelling.");
    }
}
