using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>The number of changes that a server has not applied yet.</summary>
/// <param name="ServerId">The server's ID; 0 for all servers.</param>
/// <param name="ServerName">The server's name; empty for all servers.</param>
/// <param name="Waiting">The number of waiting jobs.</param>
[TableView("ServerId:8> ServerName:40 Waiting:8>")]
public sealed record JobQueueState(long ServerId, string ServerName, long Waiting);

/// <summary>The changes that the servers of a panel have not applied yet.</summary>
/// <param name="connection">The panel.</param>
public sealed class JobQueue(PanelConnection connection)
{
    /// <summary>Counts the waiting changes (monitor_jobqueue_count).</summary>
    /// <param name="server">The server; null for all servers.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The current state.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<JobQueueState> CountAsync(Server? server, CancellationToken cancel)
    {
        var waiting = await connection.CallAsync(
            new PanelCall("monitor_jobqueue_count", writer => writer.WriteNumber("server_id", server?.Id ?? 0)),
            (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel).ConfigureAwait(false);
        return new JobQueueState(server?.Id ?? 0, server?.Name ?? "", waiting);
    }

    /// <summary>Waits until all changes are applied.</summary>
    /// <param name="server">The server; null for all servers.</param>
    /// <param name="limit">The maximum time to wait.</param>
    /// <param name="interval">The polling interval.</param>
    /// <param name="polled">Called with the state after every poll.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The last state; changes are still waiting if the time limit was reached.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<JobQueueState> WaitAsync(Server? server, TimeSpan limit, TimeSpan interval, Action<JobQueueState>? polled, CancellationToken cancel)
    {
        var start = connection.Time.GetTimestamp();
        while (true)
        {
            var state = await CountAsync(server, cancel).ConfigureAwait(false);
            polled?.Invoke(state);
            var left = limit - connection.Time.GetElapsedTime(start);
            if (state.Waiting == 0 || left <= TimeSpan.Zero) return state;
            await Task.Delay(left < interval ? left : interval, connection.Time, cancel).ConfigureAwait(false);
        }
    }
}
