using System.Collections.Concurrent;
using Nodepoint.IspConfig.Entities;

namespace Nodepoint.PowerShell;

/// <summary>The records of the zones that a command works on, each zone's read once.</summary>
/// <param name="lookup">The panel.</param>
internal sealed class ZoneContents(PanelLookup lookup)
{
    private readonly ConcurrentDictionary<long, Task<ZoneContent>> _contents = new();

    /// <summary>A zone's records, with the changes of this command.</summary>
    public Task<ZoneContent> OfAsync(DnsZone zone, CancellationToken cancel) => _contents.GetOrAdd(zone.Id, _ => ReadAsync(zone, cancel));

    private async Task<ZoneContent> ReadAsync(DnsZone zone, CancellationToken cancel)
        => new ZoneContent(zone, await new DnsRecordTable(lookup.Connection).OfZoneAsync(zone, cancel).ConfigureAwait(false));
}
