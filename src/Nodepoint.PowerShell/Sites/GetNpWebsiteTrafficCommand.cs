using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Gets the traffic of websites.</summary>
[Cmdlet(VerbsCommon.Get, "NpWebsiteTraffic", DefaultParameterSetName = "Client")]
[OutputType(typeof(WebsiteTraffic))]
public sealed class GetNpWebsiteTrafficCommand : TrafficCommand<WebsiteTraffic>
{
    private protected override async Task<IReadOnlyList<WebsiteTraffic>> ReadAsync(PanelLookup lookup, long clientId, CancellationToken cancel) => await new SiteUsage(lookup.Connection).TrafficAsync(clientId, LastDays, cancel).ConfigureAwait(false);

    private protected override long WebsiteOf(WebsiteTraffic value) => value.WebsiteId;
}
