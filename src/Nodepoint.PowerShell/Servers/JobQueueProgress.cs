using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Waits for the job queue and shows the progress.</summary>
internal static class JobQueueProgress
{
    private const int StepMilliseconds = 200;

    /// <summary>Waits until the servers have applied all changes.</summary>
    /// <param name="command">The cmdlet that waits.</param>
    /// <param name="connection">The panel.</param>
    /// <param name="server">The server; null for all servers.</param>
    /// <param name="limit">The longest time to wait.</param>
    /// <param name="interval">The time between two checks.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>The last state.</returns>
    public static JobQueueState Wait(Cmdlet command, PanelConnection connection, Server? server, TimeSpan limit, TimeSpan interval, CancellationToken cancel)
    {
        JobQueueState? latest = null;
        var highest = 0L;
        var progress = new ProgressRecord(1, "Waiting for the servers", "Reading the job queue");
        var waiting = new JobQueue(connection).WaitAsync(server, limit, interval, state => Volatile.Write(ref latest, state), cancel);
        // Progress can be written only on the pipeline's thread, so the wait is in small steps.
        while (Task.WaitAny([waiting], StepMilliseconds, CancellationToken.None) < 0)
        {
            if (Volatile.Read(ref latest) is not { } state) continue;
            highest = Math.Max(highest, state.Waiting);
            progress.StatusDescription = string.Create(CultureInfo.CurrentCulture, $"{state.Waiting} changes not applied yet");
            progress.PercentComplete = highest == 0 ? 100 : (int)(100 - (100 * state.Waiting / highest));
            command.WriteProgress(progress);
        }

        progress.RecordType = ProgressRecordType.Completed;
        command.WriteProgress(progress);
        return waiting.GetAwaiter().GetResult();
    }
}
