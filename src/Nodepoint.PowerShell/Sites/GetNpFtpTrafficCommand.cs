using System.Management.Automation;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Sites;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Sites;

/// <summary>Gets the FTP traffic of websites, if the panel tells it: up to ISPConfig 3.2.12 its remote API cannot, and the cmdlet then says so.</summary>
[Cmdlet(VerbsCommon.Get, "NpFtpTraffic", DefaultParameterSetName = "Client")]
[OutputType(typeof(FtpTraffic))]
public sealed class GetNpFtpTrafficCommand : TrafficCommand<FtpTraffic>
{
    private int _isSaid;

    private protected override async Task<IReadOnlyList<FtpTraffic>> ReadAsync(PanelLookup lookup, long clientId, CancellationToken cancel) => await new SiteUsage(lookup.Connection).FtpTrafficAsync(clientId, LastDays, cancel).ConfigureAwait(false);

    // The panel's function reads a column that its query does not have, so that every figure is null.
    private protected override bool IsTold(FtpTraffic value, Row row)
    {
        if (value.ThisMonth is not null || value.LastMonth is not null || value.ThisYear is not null || value.LastYear is not null || value.LastDays is not null) return true;
        if (Interlocked.Exchange(ref _isSaid, 1) == 0)
            row.Warn("The panel did not tell the FTP traffic: its remote API cannot, although it counts the traffic. The web interface shows it under Sites, FTP traffic.");
        return false;
    }

    private protected override long WebsiteOf(FtpTraffic value) => value.WebsiteId;
}
