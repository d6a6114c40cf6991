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

/// <summary>Adds a record to a zone. Duplicates and conflicts are refused before anything is sent; the zone's serial rises once per command.</summary>
[Cmdlet(VerbsCommon.New, "NpDnsRecord", SupportsShouldProcess = true)]
[OutputType(typeof(DnsRecord))]
public sealed class NewNpDnsRecordCommand : DnsRecordCommand
{
    private LimitGuard<DnsRecord>? _limits;

    /// <summary>The zone: its name, its number, or the zone itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Origin")]
    [ArgumentCompleter(typeof(KeyCompleter<DnsZone>))]
    public Reference<DnsZone> Zone { get; set; } = null!;

    /// <summary>The record's name: @ for the zone itself, www, or www.example.com.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "@";

    /// <summary>The record's type.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    public DnsRecordType Type { get; set; }

    /// <summary>The record's value as a zone file has it: an address, a host name, a text.</summary>
    [Parameter(Mandatory = true, Position = 3, ValueFromPipelineByPropertyName = true)]
    [Alias("Data")]
    [AllowEmptyString]
    public string Value { get; set; } = "";

    /// <summary>The priority of MX and SRV, the order of NAPTR; 0 to 65535. MX has 10 unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Aux")]
    [QuantityInput]
    public int? Priority { get; set; }

    /// <summary>For how many seconds it may be remembered; from 60.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [QuantityInput]
    public int? Ttl { get; set; }

    /// <summary>Whether it is served.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [YesNoInput]
    public bool? Active { get; set; }

    /// <summary>Passes over what is there already, so that the same line can be run again; the existing record is emitted.</summary>
    [Parameter]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>Refuses what would pass the record limit of the zone's client, which the remote API itself does not look at; without it there is a warning.</summary>
    [Parameter]
    public SwitchParameter EnforceLimit { get; set; }

    /// <summary>Adds it although it conflicts with others (a CNAME beside them, say). An exact duplicate is never added.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Which row of the journal a row is, as Get-NpJournal -Failed gives it.</summary>
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
        if (!ShouldProcess($"{Name} {Type} {Value} in zone {Zone}", "Add record")) return;
        var zone = Zone;
        var wish = new Wish(Name, Type, Value, Priority, Ttl ?? 3600, Active ?? true);
        Enqueue(wish.ToString(), $"{wish} in {zone}", (row, cancel) => AddAsync(row, zone, wish, cancel), static (_, stored) => DnsRecordTable.FromJournal(stored));
    }

    private async Task AddAsync(Row row, Reference<DnsZone> reference, Wish wish, CancellationToken cancel)
    {
        var zone = await Lookup.FindAsync(DnsZoneNoun.Instance, reference, cancel).ConfigureAwait(false);
        var record = wish.In(zone);
        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        if (content.Reserve(record, null, Force) is { } conflict)
        {
            if (row.MayBeDone && conflict is { Kind: DnsConflictKind.Duplicate, Other: DnsRecord earlier })
            {
                row.Verbose($"record {record} was stored by an earlier run.");
                row.LookedAt();
                await TouchAsync(zone).ConfigureAwait(false);
                Done(row, Same(earlier, record));
                return;
            }

            if (conflict.Kind != DnsConflictKind.Duplicate || !SkipExisting) throw new PanelException(FaultKind.Duplicate, record.Type.PanelFunction() + "_add", conflict.Message);
            row.Verbose($"record {record} is there already.");
            Done(row, conflict.Other as DnsRecord ?? record);
            return;
        }

        row.LookedAt();
        if (record.Data.Warning is { } warning) row.Warn(warning);
        try
        {
            var owner = await Lookup.OwnerOfGroupAsync(zone.OwnerGroupId, cancel).ConfigureAwait(false);
            if (await _limits!.CountAsync(record, owner, EnforceLimit, cancel).ConfigureAwait(false) is { } passed)
            {
                if (EnforceLimit) throw new PanelException(FaultKind.Refused, record.Type.PanelFunction() + "_add", passed);
                row.Warn(passed);
            }

            await TouchAsync(zone).ConfigureAwait(false);
            DnsRecord? stored = null;
            try { stored = await StoreAsync(row, record, owner, cancel).ConfigureAwait(false); }
            finally { if (stored is null) await _limits.ForgetAsync(record, owner).ConfigureAwait(false); }

            content.Replace(record, stored);
            row.Verbose($"record {record} was added.");
            Done(row, stored);
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or PanelException { Kind: FaultKind.OutcomeUnknown }))
        {
            // Where it is not known whether it is there, it keeps its place.
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
        // The panel takes the same twice: where a call that seemed lost was carried out later on, the first that was stored stays.
        var all = await Records.FindAllAsync(record, cancel).ConfigureAwait(false);
        foreach (var second in all.Skip(1)) await RepeatAsync(row, $"record {record}", DnsRecordTable.DeleteCall(second), cancel).ConfigureAwait(false);
        return all.Count > 0 ? all[0] : stored;
    }

    private async Task<DnsRecord?> FindSameAsync(DnsRecord record, CancellationToken cancel)
        => await Records.FindAsync(record, cancel).ConfigureAwait(false) is { } there ? Same(there, record) : null;

    private static DnsRecord Same(DnsRecord there, DnsRecord wanted) => there.Ttl == wanted.Ttl && there.Active == wanted.Active ? there
        : throw new PanelException(FaultKind.Conflict, wanted.Type.PanelFunction() + "_add", $"Record {there} is there, but not as this row has it (Ttl {there.Ttl}, Active {there.Active}), so somebody else may have made it. Look at it, then change it with Set-NpDnsRecord.");

    private static void Done(Row row, DnsRecord stored)
    {
        row.Keep(stored.Id, () => DnsRecordTable.ToJournal(stored));
        row.Write(stored);
    }

    private sealed record Wish(string Name, DnsRecordType Type, string Value, int? Priority, long Ttl, bool Active)
    {
        public DnsRecord In(DnsZone zone) => new DnsRecord
        {
            Zone = zone.Origin, ZoneId = zone.Id, ServerId = zone.ServerId, Type = Type, Ttl = DnsTtl.Check(Ttl), Active = Active,
            Data = DnsRecordData.Parse(Type, Value, Priority, zone.Origin),
        }.Named(Name);

        public override string ToString() => $"{Name} {Type} {Value}";
    }
}
