using System.Management.Automation;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Waits until the servers have applied all changes.</summary>
[Cmdlet(VerbsLifecycle.Wait, "NpJobQueue")]
[OutputType(typeof(JobQueueState))]
public sealed class WaitNpJobQueueCommand : ServerCommand
{
    /// <summary>The longest time to wait, in seconds; 0 checks once. The servers of a panel apply changes once a minute. The default is 300.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>The time between two checks, in seconds, from 1 to 300. The default is 3.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int IntervalSec { get; set; } = 3;

    /// <summary>Returns the last state of the job queue.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        Server? server = null;
        if (Server is { } reference)
        {
            if (!TryRun(reference, cancel => Directory.FindAsync(reference, cancel), out var found)) return;
            server = found;
        }

        if (!TryRun(Server, cancel => Task.FromResult(JobQueueProgress.Wait(this, Connection, server, TimeSpan.FromSeconds(TimeoutSec), TimeSpan.FromSeconds(IntervalSec), cancel)), out var last)) return;
        if (last.Waiting > 0)
        {
            WriteError(new ErrorRecord(
                new TimeoutException($"After {TimeoutSec} seconds, {last.Waiting} {(last.Waiting == 1 ? "change is" : "changes are")} not applied yet by {(server is null ? "the panel's servers" : $"server {server}")}. Servers apply changes once a minute: increase -TimeoutSec, or check the server's log."),
                "JobsWaiting", ErrorCategory.OperationTimeout, server));
        }

        if (PassThru) WriteObject(last);
    }
}
