using System.Management.Automation;
using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.ChangeLogs;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Connection;

/// <summary>Logs out of a panel.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "NpPanel")]
public sealed class DisconnectNpPanelCommand : CancelableCommand
{
    /// <summary>The panel: a connection, or its name. The default is the default panel of the runspace, which then has none until one is connected or chosen.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [NotNullPanel]
    [ArgumentCompleter(typeof(PanelCompleter))]
    public PanelReference? Panel { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        PanelConnection connection;
        try { connection = OpenPanels.Resolve(Panel); }
        catch (PSInvalidOperationException problem)
        {
            WriteError(new ErrorRecord(problem, "NotConnected", ErrorCategory.ObjectNotFound, Panel));
            return;
        }

        OpenPanels.Remove(connection);
        (connection.Changes as ChangeLog)?.Flush();
        if ((connection.Changes as ChangeLog)?.TakeProblem() is { } lost) WriteWarning(lost);
        // After Ctrl+C the logout is not waited for, but still sent.
        try { connection.DisposeAsync().AsTask().WaitAsync(StopToken).GetAwaiter().GetResult(); }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested) { throw new PipelineStoppedException(); }
    }
}
