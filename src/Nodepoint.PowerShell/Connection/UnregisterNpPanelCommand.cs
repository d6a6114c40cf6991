using System.Management.Automation;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Removes a saved panel.</summary>
/// <remarks>Open connections to it and secrets in a vault are not affected.</remarks>
[Cmdlet(VerbsLifecycle.Unregister, "NpPanel", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterNpPanelCommand : CancelableCommand
{
    /// <summary>The name of the saved panel.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SavedPanelCompleter))]
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            if (SavedPanels.Find(Name) is not { } panel)
                WriteError(PanelErrors.Record(new PanelException(FaultKind.NotFound, "", $"No panel is saved as '{Name}'. Get-NpPanel -Saved lists the saved panels."), Name));
            else if (ShouldProcess(panel.Name, "Remove saved panel")) SavedPanels.Remove(panel, StopToken);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception problem) when (PanelErrors.IsExpected(problem))
        {
            WriteError(PanelErrors.Record(problem, Name));
        }
    }
}
