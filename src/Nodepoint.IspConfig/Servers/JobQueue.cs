using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>How many changes a server has not yet put into effect.</summary>
/// <param name="ServerId">The server's number; 0 is all servers together.</param>
/// <param name="ServerName">The server's name; empty for all.</param>
/// <param name="Waiting">How many jobs wait.</param>
[TableView("ServerId:8> ServerName:40 Waiting:8>")]
public sealed record JobQueueState(long ServerId, string ServerName, long Waiting);

/// <summary>The changes that wait for the servers of a panel to put them into effect.</summary>
/// <param name="connection">The panel.</param>
public sealed class JobQueue(PanelConnection connection)
{
    /// <summary>How many changes wait (monitor_jobqueue_count).</summary>
    /// <param name="server">The server; null: all together.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The state now.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<JobQueueState> CountAsync(Server? server, CancellationToken cancel)
    {
        var waiting = await connection.CallAsync(
            new PanelCall("monitor_jobqueue_count", writer => writer.WriteNumber("server_id", server?.Id ?? 0)),
            (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel).ConfigureAwait(false);
        return new JobQueueState(server?.Id ?? 0, server?.Name ?? "", waiting);
    }

    /// <summary>Waits until no change waits any more.</summary>
    /// <param name="server">The server; null: all together.</param>
    /// <param name="limit">How long at most.</param>
    /// <param name="interval">How long between two looks.</param>
    /// <param name="seen">Told of every look.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The last state; something waits still when the time was over.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<JobQueueState> WaitAsync(Server? server, TimeSpan limit, TimeSpan interval, Action<JobQueueState>? seen, CancellationToken cancel)
    {
        var start = connection.Time.GetTimestamp();
        while (true)
        {
            var state = await CountAsync(server, cancel).ConfigureAwait(false);
            seen?.Invoke(state);
            var left = limit - connection.Time.GetElapsedTime(start);
            if (state.Waiting == 0 || left <= TimeSpan.Zero) return state;
            await Task.Delay(left < interval ? left : interval, connection.Time, cancel).ConfigureAwait(false);
        }
    }
}
