using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State;

/// <summary>Finds out from the panel's data log which tables were changed while they were read.</summary>
/// <param name="connection">The panel.</param>
internal sealed class ChangeWatch(PanelConnection connection)
{
    /// <summary>The noun of the cmdlet that reads the log.</summary>
    public const string Name = "NpDataLog";

    /// <summary>The permission that the log needs.</summary>
    public const string Permission = "Server functions";

    // The clock of the panel is known to a second.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private readonly DataLog _log = new(connection);
    private DateTimeOffset _start;
    private long _seen;
    private bool _isAllowed;

    /// <summary>Notes where the log ends now.</summary>
    /// <returns>Whether the remote user may read the log.</returns>
    public async Task<bool> StartAsync(CancellationToken cancel)
    {
        _start = connection.Time.GetUtcNow() + (connection.ClockDifference ?? TimeSpan.Zero) - Margin;
        _isAllowed = true;
        _ = await ChangedAsync(cancel).ConfigureAwait(false);
        return _isAllowed;
    }

    /// <summary>The tables that were changed since this was called before.</summary>
    public async Task<HashSet<string>> ChangedAsync(CancellationToken cancel)
    {
        var tables = new HashSet<string>(StringComparer.Ordinal);
        if (!_isAllowed) return tables;
        var last = _seen;
        try
        {
            await foreach (var entry in (_seen > 0 ? _log.AfterAsync(_seen, cancel) : _log.SinceAsync(_start, cancel)).ConfigureAwait(false))
            {
                if (entry.Id > _seen) tables.Add(entry.Table);
                last = Math.Max(last, entry.Id);
            }
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied) { _isAllowed = false; }
        _seen = last;
        return tables;
    }
}
