using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Gets the FTP traffic of websites.</summary>
[Cmdlet(VerbsCommon.Get, "NpFtpTraffic", DefaultParameterSetName = "Client")]
[OutputType(typeof(FtpTraffic))]
public sealed class GetNpFtpTrafficCommand : TrafficCommand<FtpTraffic>
{
    private protected override async Task<IReadOnlyList<FtpTraffic>> ReadAsync(PanelLookup lookup, long clientId, CancellationToken cancel) => await new SiteUsage(lookup.Connection).FtpTrafficAsync(clientId, LastDays, cancel).ConfigureAwait(false);

    private protected override long WebsiteOf(FtpTraffic value) => value.WebsiteId;
}
