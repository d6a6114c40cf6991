using System.Collections.Concurrent;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The zones a command has touched: each one's serial is raised once, after its last change, also when the command ends early.</summary>
internal sealed class DnsSerialWork
{
    private readonly ConcurrentDictionary<long, string> _touched = new();

    /// <summary>Notes a change of a zone.</summary>
    public void Touch(long zoneId, string origin) => _touched[zoneId] = origin;

    /// <summary>Notes that the serial of a zone was raised otherwise.</summary>
    public void Forget(long zoneId) => _touched.TryRemove(zoneId, out _);

    /// <summary>Raises what is noted and forgets it.</summary>
    /// <param name="connection">The panel.</param>
    /// <param name="count">How many are raised at once; 1 to 256.</param>
    /// <param name="raised">Is told of each zone whose serial was raised.</param>
    /// <param name="cancel">Ends it; the zones that are left then stay noted.</param>
    /// <returns>What failed, by zone, in words.</returns>
    public IReadOnlyList<string> Raise(PanelConnection connection, int count, Action<long, string> raised, CancellationToken cancel)
    {
        if (_touched.IsEmpty) return [];
        var limit = new ConcurrencyLimit(count);
        var results = Task.WhenAll(_touched.OrderBy(zone => zone.Key).Select(zone => RaiseAsync(zone, limit, connection, raised, cancel))).GetAwaiter().GetResult();
        return [.. results.Where(problem => problem is not null).Select(problem => problem!)];
    }

    /// <summary>Forgets the zones that there was no time for.</summary>
    /// <returns>What is to be done about them, in words.</returns>
    public IReadOnlyList<string> GiveUp()
    {
        var left = _touched.Values.ToList();
        _touched.Clear();
        return left.ConvertAll(origin => Words(origin, "the command was stopped."));
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
            return Words(zone.Value, problem.Message);
        }
    }

    private static string Words(string origin, string why)
        => $"The serial of zone {origin} could not be raised, so name servers do not see the change yet: {why} Run Update-NpDnsSerial {origin}";
}
