using System.Collections.Concurrent;
using System.Globalization;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The content of the zones that a command works on. Each zone is read once.</summary>
/// <param name="lookup">The panel.</param>
internal sealed class ZoneContents(PanelLookup lookup)
{
    private readonly ConcurrentBag<ZoneContent> _all = [];

    /// <summary>The zones that were read.</summary>
    public IEnumerable<ZoneContent> All => _all;

    /// <summary>The content of a zone, with the changes of this command.</summary>
    public Task<ZoneContent> OfAsync(DnsZone zone, CancellationToken cancel)
        => lookup.OnceAsync("content of zone", zone.Id.ToString(CultureInfo.InvariantCulture), async () =>
        {
            var content = new ZoneContent(zone, await new DnsRecordTable(lookup.Connection).OfZoneAsync(zone, cancel).ConfigureAwait(false));
            _all.Add(content);
            return content;
        });
}
