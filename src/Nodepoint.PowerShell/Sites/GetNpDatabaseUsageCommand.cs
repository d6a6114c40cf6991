using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Gets the disk space that databases use.</summary>
[Cmdlet(VerbsCommon.Get, "NpDatabaseUsage", DefaultParameterSetName = "Client")]
[OutputType(typeof(DatabaseUsage))]
public sealed class GetNpDatabaseUsageCommand : SiteUsageCommand<DatabaseUsage>
{
    private protected override async Task<IReadOnlyList<DatabaseUsage>> ReadAsync(PanelLookup lookup, long clientId, CancellationToken cancel) => await new SiteUsage(lookup.Connection).DatabasesAsync(clientId, cancel).ConfigureAwait(false);

    private protected override long GroupOf(DatabaseUsage value) => value.OwnerGroupId;

    private protected override long WebsiteOf(DatabaseUsage value) => value.WebsiteId;
}
