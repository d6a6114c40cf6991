using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The records of the zones that a command works on, each zone's read once.</summary>
/// <param name="lookup">The panel.</param>
internal sealed class ZoneContents(PanelLookup lookup)
{
    /// <summary>A zone's records, with the changes of this command.</summary>
    public Task<ZoneContent> OfAsync(DnsZone zone, CancellationToken cancel)
        => lookup.OnceAsync("content of zone", zone.Id.ToString(CultureInfo.InvariantCulture), async () => new ZoneContent(zone, await new DnsRecordTable(lookup.Connection).OfZoneAsync(zone, cancel).ConfigureAwait(false)));
}
