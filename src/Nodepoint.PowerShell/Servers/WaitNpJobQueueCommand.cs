using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Waits until the servers have applied all changes.</summary>
[Cmdlet(VerbsLifecycle.Wait, "NpJobQueue")]
[OutputType(typeof(JobQueueState))]
public sealed class WaitNpJobQueueCommand : ServerCommand
{
    private const int StepMilliseconds = 200;

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
    protected override void ProcessRecord()
    {
        Server? server = null;
        if (Server is { } reference)
        {
            if (!TryRun(reference, cancel => Directory.FindAsync(reference, cancel), out var found)) return;
            server = found;
        }

        if (!TryRun(Server, cancel => Task.FromResult(Wait(server, cancel)), out var last)) return;
        if (last.Waiting > 0)
        {
            WriteError(new ErrorRecord(
                new TimeoutException($"After {TimeoutSec} seconds, {last.Waiting} {(last.Waiting == 1 ? "change is" : "changes are")} not applied yet by {(server is null ? "the panel's servers" : $"server {server}")}. Servers apply changes once a minute: increase -TimeoutSec, or check the server's log."),
                "JobsWaiting", ErrorCategory.OperationTimeout, server));
        }

        if (PassThru) WriteObject(last);
    }

    // Progress can be written only on the pipeline's thread, so the wait is in small steps.
    private JobQueueState Wait(Server? server, CancellationToken cancel)
    {
        JobQueueState? latest = null;
        var highest = 0L;
        var progress = new ProgressRecord(1, "Waiting for the servers", "Reading the job queue");
        var waiting = new JobQueue(Connection).WaitAsync(server, TimeSpan.FromSeconds(TimeoutSec), TimeSpan.FromSeconds(IntervalSec), state => Volatile.Write(ref latest, state), cancel);
        while (Task.WaitAny([waiting], StepMilliseconds, CancellationToken.None) < 0)
        {
            if (Volatile.Read(ref latest) is not { } state) continue;
            highest = Math.Max(highest, state.Waiting);
            progress.StatusDescription = string.Create(CultureInfo.CurrentCulture, $"{state.Waiting} changes not applied yet");
            progress.PercentComplete = highest == 0 ? 100 : (int)(100 - (100 * state.Waiting / highest));
            WriteProgress(progress);
        }

        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
        return waiting.GetAwaiter().GetResult();
    }
}
