using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Compares what the authoritative name servers of zones answer with the panel: serial, records, delegation, and DNSSEC.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NpDnsZone", DefaultParameterSetName = "Key")]
[OutputType(typeof(DnsZoneTest))]
[Throttled]
public sealed partial class TestNpDnsZoneCommand : LiveZoneCommand
{
    // Of the zones that one key stands for; -ThrottleLimit is about requests to the panel.
    private const int ZonesAtOnce = 32;

    /// <summary>How long to wait for an answer of a name server, in seconds. The default is 5.</summary>
    [Parameter]
    [ValidateRange(1, 300)]
    public int TimeoutSec { get; set; } = 5;

    private protected override TimeSpan AnswerTimeout => TimeSpan.FromSeconds(TimeoutSec);

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (OfZone is { } piped)
        {
            Runner.Read(piped, async (row, cancel) => await WriteAsync(row, [await row.Panel.Lookup.ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(piped), cancel).ConfigureAwait(false)], cancel).ConfigureAwait(false));
            return;
        }

        foreach (var key in Zone ?? ["*"])
            Runner.Read(key, async (row, cancel) => await WriteAsync(row, await FindAsync(key, row.Panel.Lookup, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false));
    }

    private static async Task WriteAsync(Row row, IReadOnlyList<DnsZone> zones, CancellationToken cancel)
    {
        var results = new DnsZoneTest[zones.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, zones.Count), new ParallelOptions { MaxDegreeOfParallelism = ZonesAtOnce, CancellationToken = cancel }, async (at, token) =>
        {
            var records = await new DnsRecordTable(row.Panel.Connection).ServedOfZoneAsync(zones[at], token).ConfigureAwait(false);
            results[at] = await Tester(row.Panel).TestAsync(zones[at], records, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        foreach (var result in results) row.Write(result);
    }
}
