using System.Management.Automation;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Gets the open connections, with the default of this runspace marked, or the saved panels.</summary>
[Cmdlet(VerbsCommon.Get, "NpPanel", DefaultParameterSetName = "Open")]
[OutputType(typeof(ConnectedPanel), ParameterSetName = ["Open"])]
[OutputType(typeof(SavedPanel), ParameterSetName = ["Saved"])]
public sealed class GetNpPanelCommand : PSCmdlet
{
    /// <summary>The name of the connections or saved panels; wildcards are allowed. The default is all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PanelPatternCompleter))]
    public string Name { get; set; } = "*";

    /// <summary>Gets the saved panels instead of the open connections.</summary>
    [Parameter(ParameterSetName = "Saved", Mandatory = true)]
    public SwitchParameter Saved { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (EmptyArguments.Find(this) is { } empty) ThrowTerminatingError(empty);
        var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        if (Saved)
        {
            try { WriteObject(SavedPanels.All.Where(panel => pattern.IsMatch(panel.Name)), enumerateCollection: true); }
            catch (Exception problem) when (PanelErrors.IsExpected(problem)) { ThrowTerminatingError(PanelErrors.Record(problem, SavedPanels.File)); }
            return;
        }

        var chosen = OpenPanels.Default;
        foreach (var connection in OpenPanels.All.Where(connection => pattern.IsMatch(connection.Name)))
            WriteObject(new ConnectedPanel(connection, isDefault: ReferenceEquals(connection, chosen)));
    }
}
