using System.Globalization;
using System.Management.Automation;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Changes a record: what is given, and nothing else. Its type cannot change; the zone's serial rises once per command.</summary>
[Cmdlet(VerbsCommon.Set, "NpDnsRecord", SupportsShouldProcess = true)]
[OutputType(typeof(DnsRecord))]
public sealed class SetNpDnsRecordCommand : DnsRecordCommand
{
    /// <summary>The record, from Get-NpDnsRecord, or its number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public Reference<DnsRecord> Record { get; set; } = null!;

    /// <summary>The new name: @, www, www.example.com.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>The new value.</summary>
    [Parameter]
    [Alias("Data")]
    public string? Value { get; set; }

    /// <summary>The new priority; 0 to 65535.</summary>
    [Parameter]
    [Alias("Aux")]
    [QuantityInput]
    public int? Priority { get; set; }

    /// <summary>The new time to live in seconds; from 60.</summary>
    [Parameter]
    [QuantityInput]
    public int? Ttl { get; set; }

    /// <summary>Whether it is served.</summary>
    [Parameter]
    [YesNoInput]
    public bool? Active { get; set; }

    /// <summary>Changes it although it then conflicts with others. An exact duplicate is never made.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the record as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var wishes = new[] { (Name, nameof(Name)), (Value, nameof(Value)), (Priority?.ToString(CultureInfo.InvariantCulture), nameof(Priority)), (Ttl?.ToString(CultureInfo.InvariantCulture), nameof(Ttl)), (Active?.ToString(), nameof(Active)) };
        var action = string.Join(", ", wishes.Where(wish => wish.Item1 is not null).Select(wish => $"{wish.Item2} to {wish.Item1}"));
        if (action.Length == 0)
        {
            Refuse(Record, KeyOf(Record), new ErrorRecord(new PSArgumentException($"Nothing to change was given for record {Record}. Name at least one of -Name, -Value, -Priority, -Ttl, -Active."), "NothingGiven", ErrorCategory.InvalidArgument, Record));
            return;
        }

        if (!ShouldProcess(Record.Value is { } shown ? $"{shown} {shown.Value}" : Record.ToString(), $"Set {action}")) return;
        var reference = Record;
        var (name, value, priority, ttl, active) = (Name, Value, Priority, Ttl, Active);
        Enqueue(reference.Value ?? (object)reference, KeyOf(reference), (row, cancel) => ChangeAsync(row, reference, (zone, before) => (name is null ? before : before.Named(name)) with
        {
            Data = value is null && priority is null ? before.Data : DnsRecordData.Parse(before.Type, value ?? before.Value, priority ?? before.Priority, zone.Origin),
            Ttl = ttl is null ? before.Ttl : DnsTtl.Check(ttl.Value),
            Active = active ?? before.Active,
        }, cancel), PassThru ? static (_, stored) => DnsRecordTable.FromJournal(stored) : null, subject: KeyOf(reference));
    }

    private async Task ChangeAsync(Row row, Reference<DnsRecord> reference, Func<DnsZone, DnsRecord, DnsRecord> apply, CancellationToken cancel)
    {
        var (zone, content, before) = await LocateAsync(reference, cancel).ConfigureAwait(false);
        row.LookedAt();
        var after = apply(zone, before);
        if (after == before)
        {
            row.Verbose($"record {before} is so already; nothing was sent.");
            Done(row, before);
            return;
        }

        if (content.Reserve(after, before, Force) is { } conflict)
            throw new PanelException(FaultKind.Duplicate, after.Type.PanelFunction() + "_update", conflict.Message);
        if (after.Data != before.Data && after.Data.Warning is { } warning) row.Warn(warning);
        await TouchAsync(zone).ConfigureAwait(false);
        try { await RepeatAsync(row, $"record {before}", DnsRecordTable.UpdateCall(after), cancel).ConfigureAwait(false); }
        catch
        {
            content.Replace(after, before);
            throw;
        }

        row.Verbose($"record {before} was changed.");
        Done(row, after);
    }

    private void Done(Row row, DnsRecord after)
    {
        row.Keep(after.Id, () => DnsRecordTable.ToJournal(after));
        if (PassThru) row.Write(after);
    }
}
