using System.Management.Automation;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Creates a DNS record.</summary>
/// <remarks>Duplicates and conflicts are refused before anything is sent, and the zone's serial is raised once per command.</remarks>
[Cmdlet(VerbsCommon.New, "NpDnsRecord", SupportsShouldProcess = true)]
[OutputType(typeof(DnsRecord))]
public sealed class NewNpDnsRecordCommand : DnsRecordCommand
{
    private LimitGuard<DnsRecord>? _limits;

    /// <summary>The zone: its name, its ID, or the zone itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Origin")]
    [ArgumentCompleter(typeof(KeyCompleter<DnsZone>))]
    public Reference<DnsZone> Zone { get; set; } = null!;

    /// <summary>The name of the record: @ for the zone itself, www, or www.example.com. (with the final dot).</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "@";

    /// <summary>The type of the record.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    public DnsRecordType Type { get; set; }

    /// <summary>The value of the record as in a zone file: an address, a host name, or a text.</summary>
    [Parameter(Mandatory = true, Position = 3, ValueFromPipelineByPropertyName = true)]
    [Alias("Data")]
    [AllowEmptyString]
    public string Value { get; set; } = "";

    /// <summary>The priority of an MX or SRV record, or the order of a NAPTR record, from 0 to 65535. The default for MX is 10.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Aux")]
    [QuantityInput]
    public int? Priority { get; set; }

    /// <summary>Time to live in seconds, at least 60. The default is 3600.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [QuantityInput]
    public int? Ttl { get; set; }

    /// <summary>Whether the record is active. The default is $true.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [YesNoInput]
    public bool? Active { get; set; }

    /// <summary>Skips records that exist already, so that the same command can be run again; the existing record is returned.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Refuses a record that exceeds the record limit of the zone's client. The remote API does not enforce limits; without this switch, the cmdlet only warns.</summary>
    [Parameter]
    public SwitchParameter EnforceLimit { get; set; }

    /// <summary>Creates the record even if it conflicts with others, such as a CNAME record beside other records. An exact duplicate is never created.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The number of the row in the journal, from Get-NpJournal -Failed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public int JournalRow { get; set; }

    private protected override int RowInJournal => JournalRow;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _limits = new LimitGuard<DnsRecord>(
            [new(nameof(Client.DnsRecordLimit), client => client.DnsRecordLimit, _ => 1, "record")],
            async (client, cancel) => [await DnsRecordTable.UseAsync(client, Lookup, cancel).ConfigureAwait(false)], Lookup);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Describe($"DNS record {Name} {Type} {Value} in zone {Zone}"), "Create")) return;
        var zone = Zone;
        var request = new AddRequest(Name, Type, Value, Priority, Ttl ?? 3600, Active ?? true);
        Enqueue(request.ToString(), $"{request} in {zone}", (row, cancel) => AddAsync(row, zone, request, cancel), static (_, stored) => DnsRecordTable.FromJournal(stored));
    }

    private async Task AddAsync(Row row, Reference<DnsZone> reference, AddRequest request, CancellationToken cancel)
    {
        var zone = await Lookup.FindAsync(DnsZoneNoun.Instance, reference, cancel).ConfigureAwait(false);
        var record = request.ToRecord(zone);
        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        if (content.Reserve(record, null, Force) is { } conflict)
        {
            if (row.MayBeDone && conflict is { Kind: DnsConflictKind.Duplicate, Other: DnsRecord earlier })
            {
                row.Verbose($"DNS record {record} was stored by an earlier run.");
                row.MarkChecked();
                await TouchAsync(zone).ConfigureAwait(false);
                Done(row, Same(earlier, record));
                return;
            }

            if (conflict.Kind != DnsConflictKind.Duplicate || !SkipExisting) throw new PanelException(FaultKind.Duplicate, record.Type.PanelFunction() + "_add", conflict.Message);
            row.Verbose($"DNS record {record} exists already.");
            Done(row, conflict.Other as DnsRecord ?? record);
            return;
        }

        row.MarkChecked();
        if (record.Data.Warning is { } warning) row.Warn(warning);
        try
        {
            var owner = await Lookup.OwnerOfGroupAsync(zone.OwnerGroupId, cancel).ConfigureAwait(false);
            if (await _limits!.CountAsync(record, owner, EnforceLimit, cancel).ConfigureAwait(false) is { } exceeded)
            {
                if (EnforceLimit) throw new PanelException(FaultKind.Refused, record.Type.PanelFunction() + "_add", exceeded);
                row.Warn(exceeded);
            }

            await TouchAsync(zone).ConfigureAwait(false);
            DnsRecord? stored = null;
            try { stored = await StoreAsync(row, record, owner, cancel).ConfigureAwait(false); }
            finally { if (stored is null) await _limits.ForgetAsync(record, owner).ConfigureAwait(false); }

            content.Replace(record, stored);
            row.Verbose($"DNS record {record} was added.");
            Done(row, stored);
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or PanelException { Kind: FaultKind.OutcomeUnknown }))
        {
            // A record whose outcome is unknown keeps its place.
            content.Replace(record, null);
            throw;
        }
    }

    private async Task<DnsRecord> StoreAsync(Row row, DnsRecord record, Owner owner, CancellationToken cancel)
    {
        var sent = 0;
        var stored = await ResolveAsync(row, $"record {record}", token =>
        {
            sent++;
            return Records.AddAsync(record, owner, token);
        }, token => FindSameAsync(record, token), cancel).ConfigureAwait(false);
        if (sent == 1) return stored;
        // The panel accepts duplicates: if a request that seemed lost was carried out after all, the record that was stored first is kept.
        var all = await Records.FindAllAsync(record, cancel).ConfigureAwait(false);
        foreach (var duplicate in all.Skip(1)) await RepeatAsync(row, $"record {record}", DnsRecordTable.DeleteCall(duplicate), cancel).ConfigureAwait(false);
        return all.Count > 0 ? all[0] : stored;
    }

    private async Task<DnsRecord?> FindSameAsync(DnsRecord record, CancellationToken cancel)
        => await Records.FindAsync(record, cancel).ConfigureAwait(false) is { } existing ? Same(existing, record) : null;

    private static DnsRecord Same(DnsRecord existing, DnsRecord wanted) => existing.Ttl == wanted.Ttl && existing.Active == wanted.Active ? existing
        : throw new PanelException(FaultKind.Conflict, wanted.Type.PanelFunction() + "_add", $"DNS record {existing} exists, but differs from this row (Ttl {existing.Ttl}, Active {existing.Active}), so someone else may have created it. Check it, then change it with Set-NpDnsRecord.");

    private static void Done(Row row, DnsRecord stored)
    {
        row.Keep(stored.Id, () => DnsRecordTable.ToJournal(stored));
        row.Write(stored);
    }

    private sealed record AddRequest(string Name, DnsRecordType Type, string Value, int? Priority, long Ttl, bool Active)
    {
        public DnsRecord ToRecord(DnsZone zone) => new DnsRecord
        {
            Zone = zone.Origin, ZoneId = zone.Id, ServerId = zone.ServerId, Type = Type, Ttl = DnsTtl.Check(Ttl), Active = Active,
            Data = DnsRecordData.Parse(Type, Value, Priority, zone.Origin),
        }.Named(Name);

        public override string ToString() => $"{Name} {Type} {Value}";
    }
}
