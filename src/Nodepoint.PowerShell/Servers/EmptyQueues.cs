using Nodepoint.IspConfig.Panel;
using Nodepoint.PowerShell.Bases;

namespace Nodepoint.PowerShell.Servers;

/// <summary>Waits, once for each panel of a command, until its servers have applied all changes.</summary>
internal sealed class EmptyQueues
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly HashSet<PanelConnection> _waited = [];

    /// <summary>Waits for the servers of the panel of the current row. If the time is over, it warns; an error is written.</summary>
    /// <param name="command">The command.</param>
    /// <param name="limit">The longest time to wait.</param>
    /// <returns>Whether the job queue could be read.</returns>
    public bool Wait(PanelCommand command, TimeSpan limit)
    {
        if (!command.TryUsePanel(null, out var panel, out var error) || (_waited.Add(panel.Connection) && !TryWait(command, panel.Connection, limit, out error)))
        {
            command.WriteError(error!);
            return false;
        }

        return true;
    }

    private static bool TryWait(PanelCommand command, PanelConnection connection, TimeSpan limit, out System.Management.Automation.ErrorRecord? error)
    {
        if (!command.TryRun(null, cancel => Task.FromResult(JobQueueProgress.Wait(command, connection, null, limit, Interval, cancel)), out var last, out error)) return false;
        if (last.Waiting > 0) command.WriteWarning($"After {limit.TotalSeconds} seconds, {last.Waiting} {(last.Waiting == 1 ? "change is" : "changes are")} not applied yet by the servers of panel '{connection.Name}'. Increase -TimeoutSec, or check the server's log.");
        return true;
    }
}
