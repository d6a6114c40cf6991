using System.Globalization;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The content of the zones that a command works on. Each zone is read once.</summary>
/// <param name="lookup">The panel.</param>
internal sealed class ZoneContents(PanelLookup lookup)
{
    /// <summary>The content of a zone, with the changes of this command.</summary>
    public Task<ZoneContent> OfAsync(DnsZone zone, CancellationToken cancel)
        => lookup.OnceAsync("content of zone", zone.Id.ToString(CultureInfo.InvariantCulture), async () => new ZoneContent(zone, await new DnsRecordTable(lookup.Connection).OfZoneAsync(zone, cancel).ConfigureAwait(false)));
}
