using System.Globalization;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Which name servers of a zone have the serial of the panel.</summary>
/// <param name="Zone">The zone, with a trailing dot.</param>
/// <param name="Serial">The serial on the panel.</param>
/// <param name="Servers">The servers.</param>
[TableView("Zone:40 Serial:10> Current:7>")]
[ResultOf(typeof(DnsZone))]
public sealed record DnsZoneState(string Zone, long Serial, DnsServerState[] Servers) : IPanelResult
{
    /// <summary>Whether all servers have the panel's serial, or a newer one.</summary>
    public bool IsCurrent => Servers.Length > 0 && Array.TrueForAll(Servers, server => server.IsCurrent);

    /// <summary>How many of the servers have the panel's serial, such as 1/2.</summary>
    public string Current => string.Create(CultureInfo.InvariantCulture, $"{Servers.Count(server => server.IsCurrent)}/{Servers.Length}");

    PanelOrigin IPanelResult.Origin { get; set; }
}
