using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Removes a DNS record.</summary>
/// <remarks>The zone's serial is raised once per command.</remarks>
[Cmdlet(VerbsCommon.Remove, "NpDnsRecord", DefaultParameterSetName = "Record", SupportsShouldProcess = true)]
[Journaled]
public sealed partial class RemoveNpDnsRecordCommand : PanelCommand
{
    private readonly Dictionary<(PanelConnection? Panel, long Zone), bool> _asked = [];
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The record from Get-NpDnsRecord, or its ID.</summary>
    [Parameter(ParameterSetName = "Record", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ReferenceInput<DnsRecord>]
    public Reference<DnsRecord> Record { get; set; } = null!;

    /// <summary>The ID of the record.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    public long Id { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Runner.Missing = Missing;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var reference = ParameterSetName == "Id" ? new Reference<DnsRecord>(Id) : Record;
        if (reference.Value is { } listed && !MayRemove(listed))
        {
            Runner.Refuse(listed, DnsRecordKey.Of(reference), PanelErrors.Record(new RuleException(Rule.NotConfirmed, $"DNS record '{listed}' was not removed: it was read with -Name *, which means all records, and this was not confirmed. For the record named *, use Get-NpDnsRecord -Name '`*'. To remove all without a question, use -Confirm:$false."), listed), RowSubject.Of(reference));
            return;
        }

        Runner.Run(WorkOn(reference));
    }

    // A record has no other key than its number.
    private IEnumerable<MissingRow> Missing(string subject)
        => RowSubject.IdOf(subject) is { } id && new Reference<DnsRecord>(id) is var target ? [new MissingRow(WorkOn(target), CommandLineWith((nameof(Record), target), (nameof(Id), null)))] : [];

    private static RowWork WorkOn(Reference<DnsRecord> reference)
        => new(reference.Value ?? (object)reference, DnsRecordKey.Of(reference), (row, cancel) => RemoveAsync(row, reference, cancel))
        {
            About = RowSubject.Of(reference),
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await Writer(row).PlanRemovalAsync(reference, row, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = DnsRecordKey.Describe(reference),
            Action = "Remove",
            PlanAsync = async (row, cancel) => await Writer(row).PlanRemovalAsync(reference, row, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
        };

    private protected override object CreateWriter(CommandPanel panel) => new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), WriteOptions.Default);

    private static DnsRecordWriter Writer(Row row) => (DnsRecordWriter)row.Panel.Writer!;

    // Somebody who means the record named * easily gets all records of the zone.
    private bool MayRemove(DnsRecord record)
    {
        if (IsWhatIf || !AsksFirst || WholeZone.CountOf(record) is not (> 1 and var count)) return true;
        if (_yesToAll || _noToAll) return _yesToAll;
        var zone = (record.ReadFrom.Connection, record.ZoneId);
        return _asked.TryGetValue(zone, out var agreed) ? agreed
            : _asked[zone] = ShouldContinue($"Get-NpDnsRecord -Name * returned all {count} records of zone {record.Zone}, not only the record named *. Remove them all?", "Confirm", ref _yesToAll, ref _noToAll);
    }

    private static async Task RemoveAsync(Row row, Reference<DnsRecord> reference, CancellationToken cancel)
    {
        var plan = await Writer(row).PlanRemovalAsync(reference, row, cancel).ConfigureAwait(false);
        var (_, removed) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        if (removed is not null) row.Keep(removed.Id);
    }
}
