using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>What the authoritative servers of a zone answer, compared with the panel.</summary>
/// <param name="Zone">The zone, with a trailing dot.</param>
/// <param name="Serial">The serial on the panel.</param>
/// <param name="Servers">The servers.</param>
/// <param name="Findings">What was found, the worst first.</param>
[TableView("Zone:26 Verdict:7 Serial:10> Current:7> Problem")]
[ResultOf(typeof(DnsZone))]
public sealed record DnsZoneTest(string Zone, long Serial, DnsServerState[] Servers, DnsFinding[] Findings) : IPanelResult
{
    /// <summary>Pass without findings, else the worst of them.</summary>
    public Verdict Verdict => Findings.Length == 0 ? Verdict.Pass : Findings.Max(finding => finding.Severity);

    /// <summary>How many of the servers have the panel's serial, such as 1/2.</summary>
    public string Current => string.Create(CultureInfo.InvariantCulture, $"{Servers.Count(server => server.IsCurrent)}/{Servers.Length}");

    /// <summary>The worst finding, and how many more there are; empty without findings.</summary>
    public string Problem => Findings switch
    {
        [] => "",
        [var only] => only.Message,
        [var first, ..] => string.Create(CultureInfo.InvariantCulture, $"({Findings.Length} findings) {first.Message}"),
    };

    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>The zone and the verdict.</summary>
    /// <returns>Such as <c>example.com. Pass</c>.</returns>
    public override string ToString() => $"{Zone} {Verdict}";
}
