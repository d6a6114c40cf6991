using System.Collections.Concurrent;
using Nodepoint.IspConfig;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>The zones a command has touched: each one's serial is raised once, after its last change, also when the command ends early.</summary>
internal sealed class DnsSerialWork
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, string> _touched = new();

    /// <summary>Notes a change of a zone.</summary>
    public void Touch(long zoneId, string origin) => _touched[zoneId] = origin;

    /// <summary>Notes that the serial of a zone was raised otherwise.</summary>
    public void Forget(long zoneId) => _touched.TryRemove(zoneId, out _);

    /// <summary>Raises what is noted and forgets it.</summary>
    /// <param name="connection">The panel.</param>
    /// <param name="raised">Is told of each zone whose serial was raised.</param>
    /// <returns>What failed, in words.</returns>
    public IReadOnlyList<string> Raise(PanelConnection connection, Action<long, string> raised)
    {
        var zones = _touched.ToArray();
        _touched.Clear();
        if (zones.Length == 0) return [];
        using var patience = new CancellationTokenSource(Patience);
        var results = Task.WhenAll(zones.Select(zone => RaiseAsync(zone.Key, zone.Value, connection, raised, patience.Token))).GetAwaiter().GetResult();
        return [.. results.Where(problem => problem is not null).Select(problem => problem!)];
    }

    private static async Task<string?> RaiseAsync(long id, string origin, PanelConnection connection, Action<long, string> raised, CancellationToken cancel)
    {
        try
        {
            await DnsZoneNoun.RaiseSerialAsync(id, connection, cancel).ConfigureAwait(false);
            raised(id, origin);
            return null;
        }
        catch (Exception problem) when (problem is PanelException or OperationCanceledException)
        {
            return $"The serial of zone {origin} could not be raised, so name servers do not see the change yet: {problem.Message} Run Update-NpDnsSerial {origin}";
        }
    }
}
