using System.Collections.Concurrent;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The zones that a command has changed. The serial of each one is raised once, after its last change, even if the command ends early.</summary>
internal sealed class DnsSerialWork
{
    private readonly ConcurrentDictionary<long, string> _touched = new();

    /// <summary>Records a change of a zone.</summary>
    public void Touch(long zoneId, string origin) => _touched[zoneId] = origin;

    /// <summary>Records that the serial of a zone was raised elsewhere.</summary>
    public void Forget(long zoneId) => _touched.TryRemove(zoneId, out _);

    /// <summary>Raises the serials of the recorded zones.</summary>
    /// <param name="connection">The panel.</param>
    /// <param name="count">How many are raised at the same time, from 1 to 256.</param>
    /// <param name="raised">Called for each zone whose serial was raised.</param>
    /// <param name="cancel">Cancels it; the remaining zones stay recorded.</param>
    /// <returns>A message for each zone whose serial could not be raised.</returns>
    public IReadOnlyList<string> Raise(PanelConnection connection, int count, Action<long, string> raised, CancellationToken cancel)
    {
        if (_touched.IsEmpty) return [];
        var limit = new ConcurrencyLimit(count);
        var results = Task.WhenAll(_touched.OrderBy(zone => zone.Key).Select(zone => RaiseAsync(zone, limit, connection, raised, cancel))).GetAwaiter().GetResult();
        return [.. results.Where(problem => problem is not null).Select(problem => problem!)];
    }

    /// <summary>Forgets the zones for which there was no time.</summary>
    /// <returns>A message for each of them.</returns>
    public IReadOnlyList<string> Abandon()
    {
        var remaining = _touched.Values.ToList();
        _touched.Clear();
        return remaining.ConvertAll(origin => Message(origin, "The command was stopped."));
    }

    private async Task<string?> RaiseAsync(KeyValuePair<long, string> zone, ConcurrencyLimit limit, PanelConnection connection, Action<long, string> raised, CancellationToken cancel)
    {
        try
        {
            await limit.WaitAsync(cancel).ConfigureAwait(false);
            try { await DnsZoneNoun.RaiseSerialAsync(zone.Key, connection, cancel).ConfigureAwait(false); }
            finally { limit.Release(); }

            _touched.TryRemove(zone);
            raised(zone.Key, zone.Value);
            return null;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { return null; }
        catch (Exception problem) when (problem is PanelException or OperationCanceledException)
        {
            _touched.TryRemove(zone);
            return Message(zone.Value, problem.Message);
        }
    }

    private static string Message(string origin, string reason)
        => $"Cannot raise the serial of zone {origin}, so its name servers do not have the change yet: {reason} To raise it, run Update-NpDnsSerial {origin}";
}
