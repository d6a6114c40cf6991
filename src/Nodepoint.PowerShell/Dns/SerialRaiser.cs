using Nodepoint.IspConfig.Dns;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Raises the serials of the zones that a command has changed when its rows are done, even if the command fails or is stopped.</summary>
internal static class SerialRaiser
{
    // After Ctrl+C, the user should not wait much longer.
    private static readonly TimeSpan FinishTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The zones of a command on a panel.</summary>
    /// <param name="rows">The runner of the command's rows.</param>
    /// <param name="panel">The panel.</param>
    /// <returns>The zones; those that the command changes are to be recorded there.</returns>
    public static ZoneSerials Attach(RowRunner rows, CommandPanel panel)
    {
        if (panel.Serials is { } attached) return attached;
        var serials = panel.Serials = new ZoneSerials(panel.Connection)
        {
            RecordPending = (zone, origin) => rows.Journal?.RecordPendingSerialAsync(zone, origin) ?? Task.CompletedTask,
            RecordRaised = (zone, origin) => rows.Journal?.RecordRaisedSerial(zone, origin),
        };
        rows.AtEnd((report, stop) =>
        {
            foreach (var (id, origin) in rows.Journal?.DueSerials ?? []) serials.Touch(id, origin);
            if (report.CanWrite) Raise(stop);
            else
            {
                using var timeout = new CancellationTokenSource(FinishTimeout);
                Raise(timeout.Token);
                foreach (var problem in serials.Abandon()) report.Warn(problem);
            }

            void Raise(CancellationToken cancel)
            {
                foreach (var problem in serials.RaiseAllAsync(rows.Limit, cancel).GetAwaiter().GetResult()) report.Warn(problem);
            }
        });
        return serials;
    }
}
