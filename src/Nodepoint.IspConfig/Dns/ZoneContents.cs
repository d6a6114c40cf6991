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

    /// <summary>Begins the content of a zone that was just created, and has no records yet.</summary>
    public Task<ZoneContent> BeginAsync(DnsZone zone) => OfAsync(zone, static _ => Task.FromResult(new List<DnsRecord>()));

    /// <summary>The content of a zone, with the changes of this command.</summary>
    public Task<ZoneContent> OfAsync(DnsZone zone, CancellationToken cancel) => OfAsync(zone, found => new DnsRecordTable(lookup.Connection).OfZoneAsync(found, cancel));

    private Task<ZoneContent> OfAsync(DnsZone zone, Func<DnsZone, Task<List<DnsRecord>>> read)
        => lookup.OnceAsync("content of zone", zone.Id.ToString(CultureInfo.InvariantCulture), async () =>
        {
            var content = new ZoneContent(zone, await read(zone).ConfigureAwait(false));
            _all.Add(content);
            return content;
        });
}
