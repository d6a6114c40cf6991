using System.Collections.Concurrent;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The zones that a command has changed. The serial of each one is raised once, after its last change, even if the command ends early.</summary>
/// <param name="connection">The panel.</param>
public sealed class ZoneSerials(PanelConnection connection)
{
    private readonly ConcurrentDictionary<long, string> _touched = new();

    /// <summary>Records before the first change of a zone that its serial has to be raised: the zone's ID and name.</summary>
    public Func<long, string, Task> RecordPending { get; init; } = static (_, _) => Task.CompletedTask;

    /// <summary>Records that the serial of a zone was raised: the zone's ID and name.</summary>
    public Action<long, string> RecordRaised { get; init; } = static (_, _) => { };

    /// <summary>Records that a zone is going to be changed.</summary>
    /// <param name="zone">The zone.</param>
    /// <returns>A task that ends when it is recorded.</returns>
    public Task TouchAsync(DnsZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        Touch(zone.Id, zone.Origin);
        return RecordPending(zone.Id, zone.Origin);
    }

    /// <summary>Adds a zone that an earlier run has changed.</summary>
    /// <param name="zoneId">The zone's ID.</param>
    /// <param name="origin">The zone's name.</param>
    public void Touch(long zoneId, string origin) => _touched[zoneId] = origin;

    /// <summary>Raises the serial of one zone now rather than at the end of the command.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>A task that ends when it is raised.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task RaiseAsync(DnsZone zone, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(zone);
        await DnsZoneNoun.RaiseSerialAsync(zone.Id, connection, cancel).ConfigureAwait(false);
        _touched.TryRemove(zone.Id, out _);
        RecordRaised(zone.Id, zone.Origin);
    }

    /// <summary>Records that the serial of a zone was raised with another change of the zone.</summary>
    /// <param name="zone">The zone.</param>
    internal void MarkRaised(DnsZone zone)
    {
        _touched.TryRemove(zone.Id, out _);
        RecordRaised(zone.Id, zone.Origin);
    }

    /// <summary>Raises the serials of the zones that were changed.</summary>
    /// <param name="count">How many are raised at the same time, from 1 to 256.</param>
    /// <param name="cancel">Cancels the operation; the remaining zones stay recorded.</param>
    /// <returns>A message for each zone whose serial could not be raised.</returns>
    public async Task<IReadOnlyList<string>> RaiseAllAsync(int count, CancellationToken cancel)
    {
        if (_touched.IsEmpty) return [];
        var limit = new ConcurrencyLimit(count);
        var results = await Task.WhenAll(_touched.OrderBy(zone => zone.Key).Select(zone => RaiseAsync(zone, limit, cancel))).ConfigureAwait(false);
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

    private async Task<string?> RaiseAsync(KeyValuePair<long, string> zone, ConcurrencyLimit limit, CancellationToken cancel)
    {
        try
        {
            await limit.WaitAsync(cancel).ConfigureAwait(false);
            try { await RaiseOrForgetAsync(zone.Key, zone.Value, cancel).ConfigureAwait(false); }
            finally { limit.Release(); }

            _touched.TryRemove(zone);
            RecordRaised(zone.Key, zone.Value);
            return null;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { return null; }
        catch (Exception problem) when (problem is PanelException or OperationCanceledException)
        {
            _touched.TryRemove(zone);
            return Message(zone.Value, problem.Message);
        }
    }

    // A zone that was removed needs no serial. If it was created again, it has another number, and the number may be that of another zone.
    private async Task RaiseOrForgetAsync(long id, string origin, CancellationToken cancel)
    {
        var lookup = new PanelLookup(connection);
        var zone = await FindAsync(new Reference<DnsZone>(id)).ConfigureAwait(false);
        if (origin.Length > 0 && !string.Equals(zone?.Origin.TrimEnd('.'), origin.TrimEnd('.'), StringComparison.OrdinalIgnoreCase)) zone = await FindAsync(new Reference<DnsZone>(origin)).ConfigureAwait(false);
        if (zone is not null) await DnsZoneNoun.RaiseSerialAsync(zone, lookup, cancel).ConfigureAwait(false);

        async Task<DnsZone?> FindAsync(Reference<DnsZone> reference)
        {
            try { return await lookup.ReadAsync(DnsZoneNoun.Instance, reference, cancel).ConfigureAwait(false); }
            catch (PanelException problem) when (problem.Kind == FaultKind.NotFound) { return null; }
        }
    }

    private static string Message(string origin, string reason)
        => $"Cannot raise the serial of zone {origin}, so its name servers do not have the change yet: {reason} To raise it, run Update-NpDnsSerial {origin}";
}
