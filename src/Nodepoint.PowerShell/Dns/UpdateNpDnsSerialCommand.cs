using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Raises the serial of a zone by the rules of RFC 1912 and RFC 1982, so that secondary servers transfer it again.</summary>
[Cmdlet(VerbsData.Update, "NpDnsSerial", SupportsShouldProcess = true)]
[OutputType(typeof(DnsZone))]
[Throttled]
public sealed partial class UpdateNpDnsSerialCommand : PanelCommand
{
    /// <summary>The zone: its name, its ID, or the zone itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Origin")]
    [ReferenceInput<DnsZone>(Columns = ["Zone", "Origin"])]
    [ArgumentCompleter(typeof(KeyCompleter<DnsZone>))]
    public Reference<DnsZone> Zone { get; set; } = null!;

    /// <summary>The object from the pipeline, which says on which panel it is, even if its other parameters are bound by property name.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Returns the zone with its new serial.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var zone = Zone;
        if (!TryUsePanel(zone, out var panel, out var error))
        {
            Runner.Refuse(zone, zone.ToString(), error!);
            return;
        }

        if (!ShouldProcess(Describe($"zone {zone}"), "Raise the serial")) return;
        Runner.Read(zone, panel, async (row, cancel) =>
        {
            var id = (await panel.Lookup.FindAsync(DnsZoneNoun.Instance, zone, cancel).ConfigureAwait(false)).Id;
            var raised = await DnsZoneNoun.RaiseSerialAsync(id, panel.Connection, cancel).ConfigureAwait(false);
            row.Verbose($"Zone {raised} now has serial {raised.Serial}.");
            if (PassThru) row.Write(raised);
        });
    }
}
