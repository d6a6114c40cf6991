using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Raises the serial of a zone by the rules of RFC 1912 and RFC 1982, so that secondary servers fetch it again.</summary>
[Cmdlet(VerbsData.Update, "NpDnsSerial", SupportsShouldProcess = true)]
[OutputType(typeof(DnsZone))]
public sealed class UpdateNpDnsSerialCommand : BulkCommand
{
    /// <summary>The zone: its name, its number, or the zone itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Origin")]
    [ArgumentCompleter(typeof(KeyCompleter<DnsZone>))]
    public Reference<DnsZone> Zone { get; set; } = null!;

    /// <summary>Emits the zone with its new serial.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var zone = Zone;
        if (!ShouldProcess(zone.ToString(), "Raise the serial")) return;
        Enqueue(zone, async (row, cancel) =>
        {
            var id = (await Lookup.FindAsync(DnsZoneNoun.Instance, zone, cancel).ConfigureAwait(false)).Id;
            var raised = await DnsZoneNoun.RaiseSerialAsync(id, Connection, cancel).ConfigureAwait(false);
            row.Verbose($"zone {raised} has the serial {raised.Serial} now.");
            if (PassThru) row.Write(raised);
        });
    }
}
