using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Gets the disk space that websites use.</summary>
[Cmdlet(VerbsCommon.Get, "NpWebsiteUsage", DefaultParameterSetName = "Client")]
[OutputType(typeof(WebsiteUsage))]
public sealed class GetNpWebsiteUsageCommand : SiteUsageCommand<WebsiteUsage>
{
    private protected override async Task<IReadOnlyList<WebsiteUsage>> ReadAsync(PanelLookup lookup, long clientId, CancellationToken cancel) => await new SiteUsage(lookup.Connection).WebsitesAsync(clientId, cancel).ConfigureAwait(false);

    private protected override long GroupOf(WebsiteUsage value) => value.OwnerGroupId;

    private protected override long WebsiteOf(WebsiteUsage value) => value.WebsiteId;
}
