using System.Management.Automation;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Gets the disk space that websites use.</summary>
[Cmdlet(VerbsCommon.Get, "NpWebsiteUsage", DefaultParameterSetName = "Client")]
[OutputType(typeof(WebsiteUsage))]
public sealed class GetNpWebsiteUsageCommand : SiteUsageCommand<WebsiteUsage>
{
    private protected override async Task<IReadOnlyList<WebsiteUsage>> ReadAsync(long clientId, CancellationToken cancel) => await Usage.WebsitesAsync(clientId, cancel).ConfigureAwait(false);

    private protected override long WebsiteOf(WebsiteUsage value) => value.WebsiteId;
}
