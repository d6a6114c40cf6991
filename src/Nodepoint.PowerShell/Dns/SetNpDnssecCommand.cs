using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Turns DNSSEC signing of zones on or off, and raises their serials.</summary>
[Cmdlet(VerbsCommon.Set, "NpDnssec", SupportsShouldProcess = true)]
[OutputType(typeof(DnsZone))]
[Journaled]
public sealed partial class SetNpDnssecCommand : PanelCommand
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

    /// <summary>The signing algorithm. Specify both to change from one to the other.</summary>
    [Parameter(Position = 1)]
    public DnssecAlgorithm[] Algorithm { get; set; } = [DnssecAlgorithm.EcdsaP256Sha256];

    /// <summary>Whether the zone is signed. The default is $true. Remove the DS records at the registrar before you turn signing off, or the domain cannot be resolved.</summary>
    [Parameter]
    [YesNoInput]
    public bool? Enabled { get; set; }

    /// <summary>Returns the changed zone.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = subject => RowSubject.ToReference<DnsZone>(subject) is var zone ? [new MissingRow(WorkOn(zone), CommandLineWith((nameof(Zone), zone)))] : [];
    }

    /// <inheritdoc/>
    protected override void ProcessRow() => Runner.Run(WorkOn(Zone));

    private RowWork WorkOn(Reference<DnsZone> reference)
    {
        var (algorithms, on) = (Algorithm, Enabled ?? true);
        return new RowWork(reference, reference.ToString(), (row, cancel) => SetAsync(row, reference, algorithms, on, cancel))
        {
            About = RowSubject.Of(reference),
            FinishAsync = (row, cancel) => IsSetAsync(row, reference, algorithms, on, cancel),
            What = $"zone {reference}",
            Action = on ? $"Sign with {Dnssec.NameOf(algorithms)}" : "Turn off DNSSEC signing",
            Restore = PassThru ? static (_, stored) => StoredRecord.Read(DnsZoneNoun.Instance, new DnsZone(), stored) : null,
            // One row's serial must not be taken for the serial of the next row's change.
            Subject = reference.ToString().TrimEnd('.'),
            PlanAsync = (row, cancel) => PlanAsync(row, reference, algorithms, on, cancel),
        };
    }

    private protected override object CreateWriter(CommandPanel panel) => SerialRaiser.Attach(Runner, panel);

    private static DnsZone Wanted(DnsZone zone, DnssecAlgorithm[] algorithms, bool on) => zone with { DnssecWanted = on, DnssecAlgorithm = on ? Dnssec.NameOf(algorithms).Split(',') : zone.DnssecAlgorithm };

    private static async Task<WritePlan> PlanAsync(Row row, Reference<DnsZone> reference, DnssecAlgorithm[] algorithms, bool on, CancellationToken cancel)
    {
        var zone = await row.Panel.Lookup.ReadAsync(DnsZoneNoun.Instance, reference, cancel).ConfigureAwait(false);
        var wanted = Wanted(zone, algorithms, on);
        var name = RecordName.Of(DnsZoneNoun.Instance, zone, reference);
        var changed = DnsZoneNoun.Instance.Differences(zone, wanted);
        if (changed.IsEmpty) return new PlainPlan(name, PlainPlan.Nothing);
        var action = !on ? "Turn off DNSSEC signing" : !zone.DnssecWanted ? $"Sign with {Dnssec.NameOf(algorithms)}" : $"Set DNSSEC algorithm from {string.Join(',', zone.DnssecAlgorithm)} to {Dnssec.NameOf(algorithms)}";
        return new PlainPlan(name, action, new PlannedCall(name, row.Panel.Lookup.Table(DnsZoneNoun.Instance).UpdateCall(wanted, changed)));
    }

    private static async Task<bool> IsSetAsync(Row row, Reference<DnsZone> reference, DnssecAlgorithm[] algorithms, bool on, CancellationToken cancel)
    {
        var zone = await row.Panel.Lookup.ReadAsync(DnsZoneNoun.Instance, reference, cancel).ConfigureAwait(false);
        row.Keep(zone.Id);
        return DnsZoneNoun.Instance.Differences(zone, Wanted(zone, algorithms, on)).IsEmpty;
    }

    private async Task SetAsync(Row row, Reference<DnsZone> reference, DnssecAlgorithm[] algorithms, bool on, CancellationToken cancel)
    {
        var serials = (ZoneSerials)row.Panel.Writer!;
        var zone = await row.Panel.Lookup.ReadAsync(DnsZoneNoun.Instance, reference, cancel).ConfigureAwait(false);
        var wanted = Wanted(zone, algorithms, on);
        if (DnsZoneNoun.Instance.Differences(zone, wanted).IsEmpty) row.Verbose($"Zone {zone} has these values already; nothing was sent.");
        else
        {
            await serials.TouchAsync(zone).ConfigureAwait(false);
            await row.Panel.Sender.RepeatAsync(row, $"zone {zone}", token => on
                ? new Dnssec(row.Panel.Connection).SignAsync(zone, algorithms, token)
                : row.Panel.Lookup.Table(DnsZoneNoun.Instance).UpdateAsync(wanted, DnsZoneNoun.Instance.Differences(zone, wanted), cancel: token), cancel).ConfigureAwait(false);
            await serials.RaiseAsync(zone, cancel).ConfigureAwait(false);
            row.Verbose(on ? $"Zone {zone} is signed with {Dnssec.NameOf(algorithms)}." : $"Zone {zone} is no longer signed.");
        }

        row.Keep(zone.Id);
        if (!PassThru) return;
        var after = await row.Panel.Lookup.ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(zone.Id), cancel).ConfigureAwait(false);
        row.Keep(after.Id, () => StoredRecord.Write(DnsZoneNoun.Instance, new DnsZone(), after));
        row.Write(after);
    }
}
