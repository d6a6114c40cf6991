using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Changes a DNS record.</summary>
/// <remarks>Only the specified values are changed; the type cannot be changed. The zone's serial is raised once per command.</remarks>
[Cmdlet(VerbsCommon.Set, "NpDnsRecord", DefaultParameterSetName = "Record", SupportsShouldProcess = true)]
[OutputType(typeof(DnsRecord))]
[Journaled]
public sealed partial class SetNpDnsRecordCommand : PanelCommand
{
    /// <summary>The record from Get-NpDnsRecord, or its ID.</summary>
    [Parameter(ParameterSetName = "Record", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ReferenceInput<DnsRecord>]
    public Reference<DnsRecord> Record { get; set; } = null!;

    /// <summary>The ID of the record.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    public long Id { get; set; }

    /// <summary>The new name: @ for the zone itself, www, or www.example.com. (with the final dot).</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The new value.</summary>
    [Parameter]
    [Alias("Data")]
    public string? Value { get; set; }

    /// <summary>The new priority, from 0 to 65535.</summary>
    [Parameter]
    [Alias("Aux")]
    [QuantityInput]
    public int? Priority { get; set; }

    /// <summary>The new time to live in seconds, at least 60.</summary>
    [Parameter]
    [QuantityInput]
    public int? Ttl { get; set; }

    /// <summary>Whether the record is active.</summary>
    [Parameter]
    [YesNoInput]
    public bool? Active { get; set; }

    /// <summary>Changes the record even if it then conflicts with others. An exact duplicate is never created.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the changed record.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

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
        var known = reference.Value;
        (string Member, string? From, string? To)[] changes =
        [
            (nameof(Name), known?.Name, Name), (nameof(Value), known?.Value, Value), (nameof(Priority), Text(known?.Priority), Text(Priority)),
            (nameof(Ttl), Text(known?.Ttl), Text(Ttl)), (nameof(Active), known?.Active.ToString(), Active?.ToString()),
        ];
        var action = string.Join(", ", changes.Where(change => change.To is not null).Select(change => change.From is null ? $"{change.Member} to {change.To}" : $"{change.Member} from {change.From} to {change.To}"));
        if (action.Length == 0)
        {
            Runner.Refuse(reference, DnsRecordKey.Of(reference), new ErrorRecord(new PSArgumentException($"No change is specified for DNS record '{reference}'. Use at least one of -Name, -Value, -Priority, -Ttl, and -Active."), "NothingGiven", ErrorCategory.InvalidArgument, reference), RowSubject.Of(reference));
            return;
        }

        Runner.Run(WorkOn(reference, action));
    }

    // A record has no other key than its number.
    private IEnumerable<MissingRow> Missing(string subject)
        => RowSubject.IdOf(subject) is { } id && new Reference<DnsRecord>(id) is var target ? [new MissingRow(WorkOn(target, ""), CommandLineWith((nameof(Record), target), (nameof(Id), null)))] : [];

    private RowWork WorkOn(Reference<DnsRecord> reference, string action)
    {
        var change = Change();
        return new RowWork(reference.Value ?? (object)reference, DnsRecordKey.Of(reference), (row, cancel) => ChangeAsync(row, reference, change, cancel))
        {
            About = RowSubject.Of(reference),
            FinishAsync = async (row, cancel) => await FinishedRow.TryAsync(row, await Writer(row).PlanChangeAsync(reference, change, row, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = DnsRecordKey.Describe(reference),
            Action = $"Set {action}",
            PlanAsync = async (row, cancel) => await Writer(row).PlanChangeAsync(reference, change, row, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Restore = PassThru ? static (_, stored) => DnsRecordTable.FromJournal(stored) : null,
            Subject = reference.Id is { } id ? id.ToString(CultureInfo.InvariantCulture) : reference.ToString(),
        };
    }

    // The change of the current row, captured while its parameters are bound.
    private Func<DnsZone, DnsRecord, DnsRecord> Change()
    {
        var (name, value, priority, ttl, active) = (Name, Value, Priority, Ttl, Active);
        return (zone, before) => (name is null ? before : before.Named(name)) with
        {
            Data = value is null && priority is null ? before.Data : DnsRecordData.Parse(before.Type, value ?? before.Value, priority ?? before.Priority, zone.Origin),
            Ttl = ttl is null ? before.Ttl : DnsTtl.Check(ttl.Value),
            Active = active ?? before.Active,
        };
    }

    private protected override object CreateWriter(CommandPanel panel) => new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), new WriteOptions { Force = Force });

    private static DnsRecordWriter Writer(Row row) => (DnsRecordWriter)row.Panel.Writer!;

    private async Task ChangeAsync(Row row, Reference<DnsRecord> reference, Func<DnsZone, DnsRecord, DnsRecord> change, CancellationToken cancel)
    {
        var plan = await Writer(row).PlanChangeAsync(reference, change, row, cancel).ConfigureAwait(false);
        var (_, after) = await plan.CarryOutAsync(row, cancel).ConfigureAwait(false);
        row.Keep(after!.Id, () => DnsRecordTable.ToJournal(after));
        if (PassThru) row.Write(after);
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
