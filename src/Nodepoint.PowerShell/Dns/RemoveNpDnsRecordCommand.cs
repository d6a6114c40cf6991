using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Writing;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Removes a DNS record.</summary>
/// <remarks>The zone's serial is raised once per command.</remarks>
[Cmdlet(VerbsCommon.Remove, "NpDnsRecord", DefaultParameterSetName = "Record", SupportsShouldProcess = true)]
[Journaled]
public sealed partial class RemoveNpDnsRecordCommand : DnsRecordTargetCommand
{
    private readonly Dictionary<(PanelConnection? Panel, long Zone), bool> _asked = [];
    private bool _yesToAll;
    private bool _noToAll;

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        Runner.Missing = Missing;
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (!TryReadRow(out var row)) return;
        if (row.Reference?.Value is { } listed && !MayRemove(listed))
        {
            Runner.Refuse(listed, row.Key, PanelErrors.Record(new RuleException(Rule.NotConfirmed, $"DNS record '{listed}' was not removed: it was read with -Name *, which means all records, and this was not confirmed. For the record named *, use Get-NpDnsRecord -Name '`*'. To remove all without a question, use -Confirm:$false."), listed), row.About);
            return;
        }

        Runner.Run(WorkOn(row));
    }

    // A record has no other key than its number.
    private IEnumerable<MissingRow> Missing(string subject)
        => RowSubject.IdOf(subject) is { } id && new Reference<DnsRecord>(id) is var target ? [new MissingRow(WorkOn(DnsRecordRow.Of(target)), CommandLineWith((nameof(Record), target), (nameof(Id), null)))] : [];

    private RowWork WorkOn(DnsRecordRow row)
        => new(row.Reference?.Value ?? (object?)row.Reference ?? InputObject, row.Key, (current, cancel) => RemoveAsync(current, row, cancel))
        {
            About = row.About,
            FinishAsync = async (current, cancel) => await FinishedRow.TryAsync(current, await PlanAsync(current, row, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false),
            What = row.Title,
            Action = "Remove",
            PlanAsync = async (current, cancel) => await PlanAsync(current, row, cancel).ConfigureAwait(false),
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

    private static async Task<WritePlan<DnsRecord>> PlanAsync(Row current, DnsRecordRow row, CancellationToken cancel)
    {
        var target = await FindAsync(row, Writer(current), cancel).ConfigureAwait(false);
        // A row with an ID may be about another record than the one that has the ID now.
        if (row is { Reference.Value: null, HasKey: true } && !current.MayBeDone) row.Verify((await Writer(current).LocateAsync(target, cancel).ConfigureAwait(false)).Record);
        return await Writer(current).PlanRemovalAsync(target, current, cancel).ConfigureAwait(false);
    }

    private static async Task RemoveAsync(Row current, DnsRecordRow row, CancellationToken cancel)
    {
        var plan = await PlanAsync(current, row, cancel).ConfigureAwait(false);
        var (_, removed) = await plan.CarryOutAsync(current, cancel).ConfigureAwait(false);
        if (removed is not null) current.Keep(removed.Id);
    }
}
