using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The removal of a DNS record from a zone whose content is known.</summary>
internal sealed class DnsRecordRemovalPlan : WritePlan<DnsRecord>
{
    private readonly DnsRecordWriter _writer;
    private readonly DnsZone? _zone;
    private readonly ZoneContent? _content;
    private readonly Reference<DnsRecord> _target;
    private readonly DnsRecord? _record;

    private DnsRecordRemovalPlan(DnsRecordWriter writer, Reference<DnsRecord> target, DnsZone? zone, ZoneContent? content, DnsRecord? record)
        => (_writer, _target, _zone, _content, _record) = (writer, target, zone, content, record);

    /// <inheritdoc/>
    public override string Subject => _record is null ? $"DNS record {_target}" : $"DNS record {_record} {_record.Value}";

    /// <inheritdoc/>
    public override string Target => _record is null ? Subject : DnsRecordWriter.Name(_target, _record);

    /// <inheritdoc/>
    public override string Action => _record is null ? "Change nothing, because an earlier run removed it" : "Remove";

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => _record is null ? [] : [new($"record {_record}", DnsRecordTable.DeleteCall(_record))];

    /// <summary>Reads the record.</summary>
    public static async Task<WritePlan<DnsRecord>> CreateAsync(DnsRecordWriter writer, Reference<DnsRecord> target, IWriteLog log, CancellationToken cancel)
    {
        try
        {
            var (content, record) = await writer.LocateAsync(target, cancel).ConfigureAwait(false);
            log.MarkChecked();
            if (target.Value is { } before && (before.Fqdn, before.Type, before.Value) != (record.Fqdn, record.Type, record.Value))
                throw new PanelException(FaultKind.Conflict, "dns_a_get", $"DNS record '{before}' {before.Value} (ID {before.Id}) has changed since it was read: it is now '{record}' {record.Value}. Nothing was sent. Read it again, check it, and run the command again.");
            return new DnsRecordRemovalPlan(writer, target, content.Zone, content, record);
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound && log.MayBeDone)
        {
            // The run that removed it may not have raised the serial.
            DnsZone? zone = null;
            try { if (target.Value is not null) zone = await writer.Lookup.FindAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(target.Value.ZoneId), cancel).ConfigureAwait(false); }
            // It is gone with its zone.
            catch (PanelException gone) when (gone.Kind == FaultKind.NotFound) { }

            return new DnsRecordRemovalPlan(writer, target, zone, null, null);
        }
    }

    /// <inheritdoc/>
    internal override Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        if (_record is not null) _content!.Replace(_record, null);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task<WriteResult<DnsRecord>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (_zone is not null) await _writer.Serials.TouchAsync(_zone).ConfigureAwait(false);
        if (_record is null)
        {
            log.Verbose($"DNS record {_target} was removed by an earlier run.");
            return new WriteResult<DnsRecord>(WriteOutcome.RemovedBefore, null);
        }

        var (removed, sent) = await _writer.Sender.RepeatAsync(log, Calls[0], cancel).ConfigureAwait(false);
        // What is missing when the request is sent again was removed by the request whose response was lost.
        if (removed == 0 && sent == 1) throw PanelException.NotFound("dns_a_delete", $"DNS record '{_record}'");
        _content!.Replace(_record, null);
        log.Verbose($"DNS record {_record} was removed.");
        return new WriteResult<DnsRecord>(WriteOutcome.Removed, _record);
    }
}
