using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Waits until the servers have put all changes into effect: then they are live.</summary>
[Cmdlet(VerbsLifecycle.Wait, "NpJobQueue")]
[OutputType(typeof(JobQueueState))]
public sealed class WaitNpJobQueueCommand : ServerCommand
{
    private const int StepMilliseconds = 200;

    /// <summary>How long to wait at most, in seconds; 0 looks once. A panel's servers act once a minute.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>How long between two looks, in seconds; 1 to 300.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int IntervalSec { get; set; } = 3;

    /// <summary>Emits the last state.</summary>
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
                new TimeoutException($"After {TimeoutSec} seconds {last.Waiting} changes wait still for {(server is null ? "the panel's servers" : $"server {server}")}. They act once a minute; wait longer with -TimeoutSec, or look at the server's log."),
                "JobsWaiting", ErrorCategory.OperationTimeout, server));
        }

        if (PassThru) WriteObject(last);
    }

    // Progress may be written on the pipeline's own thread only, so it waits here in small steps.
    private JobQueueState Wait(Server? server, CancellationToken cancel)
    {
        JobQueueState? seen = null;
        var most = 0L;
        var progress = new ProgressRecord(1, "Waiting for the servers", "Asking the panel");
        var waiting = new JobQueue(Connection).WaitAsync(server, TimeSpan.FromSeconds(TimeoutSec), TimeSpan.FromSeconds(IntervalSec), state => Volatile.Write(ref seen, state), cancel);
        while (Task.WaitAny([waiting], StepMilliseconds, CancellationToken.None) < 0)
        {
            if (Volatile.Read(ref seen) is not { } state) continue;
            most = Math.Max(most, state.Waiting);
            progress.StatusDescription = string.Create(CultureInfo.CurrentCulture, $"{state.Waiting} changes are not live yet");
            progress.PercentComplete = most == 0 ? 100 : (int)(100 - (100 * state.Waiting / most));
            WriteProgress(progress);
        }

        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
        return waiting.GetAwaiter().GetResult();
    }
}
