using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Changes a DNS record.</summary>
/// <remarks>Only the specified values are changed; the type cannot be changed. The zone's serial is raised once per command.</remarks>
[Cmdlet(VerbsCommon.Set, "NpDnsRecord", DefaultParameterSetName = "Record", SupportsShouldProcess = true)]
[OutputType(typeof(DnsRecord))]
[Journaled]
public sealed partial class SetNpDnsRecordCommand : DnsRecordTargetCommand
{
    private int? _priority;

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
    public long? Priority { get; set; }

    /// <summary>The new time to live in seconds, at least 60.</summary>
    [Parameter]
    [QuantityInput(Measure = Measure.Seconds)]
    public long? Ttl { get; set; }

    /// <summary>Whether the record is active.</summary>
    [Parameter]
    [YesNoInput]
    public bool? Active { get; set; }

    /// <summary>Changes the record even if it then conflicts with others. An exact duplicate is never created.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Does not warn of columns that the cmdlet does not use.</summary>
    [Parameter]
    public SwitchParameter IgnoreUnknownColumn { get; set; }

    /// <summary>Returns the changed record.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool IgnoresUnknownColumns => IgnoreUnknownColumn;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = Missing;
        try { _priority = Priority is { } priority ? DnsPriority.Check(priority) : null; }
        catch (RuleException problem) { ThrowTerminatingError(PanelErrors.Record(problem, Priority)); }
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!TryReadRow(out var row)) return;
        var wanted = Wanted(row);
        var known = row.Reference?.Value;
        var action = wanted.Describe(known);
        if (action.Length == 0)
        {
            Runner.Refuse(row.Reference, row.Key, new ErrorRecord(new PSArgumentException($"No change is specified for {row.Title}. Use at least one of -Name, -Value, -Priority, -Ttl, and -Active."), "NothingGiven", ErrorCategory.InvalidArgument, row.Reference), row.About);
            return;
        }

        Runner.Run(WorkOn(row, wanted, action));
    }

    // A record has no other key than its number.
    private IEnumerable<MissingRow> Missing(string subject)
        => RowSubject.IdOf(subject) is { } id && new Reference<DnsRecord>(id) is var target && DnsRecordRow.Of(target) is var row ? [new MissingRow(WorkOn(row, Wanted(row), ""), CommandLineWith((nameof(Record), target), (nameof(Id), null)))] : [];

    // What is specified on the command line takes precedence over the row.
    private DnsRecordChange Wanted(DnsRecordRow row)
        => new(Name ?? row.Name, row.Type, Value ?? row.Value, _priority ?? row.Priority, Ttl ?? row.Ttl, Active ?? row.Active);

    private RowWork WorkOn(DnsRecordRow row, DnsRecordChange wanted, string action)
        => new(row.Reference?.Value ?? (object?)row.Reference ?? InputObject, row.Key, (current, cancel) => ChangeAsync(current, row, wanted, cancel))
        {
            About = row.About,
            FinishAsync = async (current, cancel) => await FinishedRow.TryAsync(current, await PlanAsync(current, row, wanted, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = row.Title,
            Action = $"Set {action}",
            PlanAsync = async (current, cancel) => await PlanAsync(current, row, wanted, cancel).ConfigureAwait(false),
            IsPlannedInOrder = true,
            Restore = PassThru ? static (_, stored) => DnsRecordTable.FromJournal(stored) : null,
            Subject = row.Subject,
        };

    private protected override object CreateWriter(CommandPanel panel)
    {
        var writer = new DnsRecordWriter(panel.Lookup, SerialRaiser.Attach(Runner, panel), new WriteOptions { Force = Force });
        Runner.AtEnd((report, _) =>
        {
            foreach (var mixed in writer.FindMixedTtls()) report.Warn(mixed);
        });
        return writer;
    }

    private static DnsRecordWriter Writer(Row row) => (DnsRecordWriter)row.Panel.Writer!;

    private static async Task<WritePlan<DnsRecord>> PlanAsync(Row current, DnsRecordRow row, DnsRecordChange wanted, CancellationToken cancel)
    {
        DnsRecord Change(DnsZone zone, DnsRecord before)
        {
            row.VerifyZone(zone.Origin, zone.Id);
            return wanted.Apply(zone, before);
        }

        return await Writer(current).PlanChangeAsync(await FindAsync(row, Writer(current), cancel).ConfigureAwait(false), Change, current, cancel).ConfigureAwait(false);
    }

    private async Task ChangeAsync(Row current, DnsRecordRow row, DnsRecordChange wanted, CancellationToken cancel)
    {
        var plan = await PlanAsync(current, row, wanted, cancel).ConfigureAwait(false);
        var (_, after) = await plan.CarryOutAsync(current, cancel).ConfigureAwait(false);
        current.Keep(after!.Id, () => DnsRecordTable.ToJournal(after));
        if (PassThru) current.Write(after);
    }
}
