using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

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
    protected override void ProcessRow()
    {
        var zone = Zone;
        Runner.Run(new RowWork(zone, zone.ToString(), async (row, cancel) =>
        {
            var id = (await row.Panel.Lookup.FindAsync(DnsZoneNoun.Instance, zone, cancel).ConfigureAwait(false)).Id;
            var raised = await DnsZoneNoun.RaiseSerialAsync(id, row.Panel.Connection, cancel).ConfigureAwait(false);
            row.Verbose($"Zone {raised} now has serial {raised.Serial}.");
            if (PassThru) row.Write(raised);
        })
        {
            What = $"zone {zone}",
            Action = "Raise the serial",
            PlanAsync = (row, cancel) => PlanAsync(row, zone, cancel),
        });
    }

    private static async Task<WritePlan> PlanAsync(Row row, Reference<DnsZone> reference, CancellationToken cancel)
    {
        var found = await row.Panel.Lookup.FindAsync(DnsZoneNoun.Instance, reference, cancel).ConfigureAwait(false);
        var zone = await row.Panel.Lookup.ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(found.Id), cancel).ConfigureAwait(false);
        var (raised, call) = DnsZoneNoun.RaiseCall(zone, row.Panel.Lookup);
        var name = RecordName.Of(DnsZoneNoun.Instance, zone, reference);
        return new PlainPlan(name, $"Raise the serial from {zone.Serial.ToString(CultureInfo.InvariantCulture)} to {raised.Serial.ToString(CultureInfo.InvariantCulture)}", new PlannedCall(name, call));
    }
}
