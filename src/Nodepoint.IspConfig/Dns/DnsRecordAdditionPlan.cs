using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The addition of a DNS record to a zone whose content is known.</summary>
internal sealed class DnsRecordAdditionPlan : WritePlan<DnsRecord>
{
    private readonly DnsRecordWriter _writer;
    private readonly ZoneContent _content;
    private readonly DnsRecord _record;
    private readonly Owner _owner;

    private DnsRecordAdditionPlan(DnsRecordWriter writer, ZoneContent content, DnsRecord record, Owner owner)
        => (_writer, _content, _record, _owner) = (writer, content, record, owner);

    /// <inheritdoc/>
    public override string Subject => $"DNS record {_record} {_record.Value}";

    /// <inheritdoc/>
    public override string Target => $"{Subject} in zone {_content.Zone}";

    /// <inheritdoc/>
    public override string Action => Existing is null ? "Create" : "Change nothing, because it exists already";

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => Existing is null ? [new($"record {_record}", DnsRecordTable.AddCall(_record, _owner))] : [];

    // The record that exists already and is skipped, or that an earlier run has stored.
    private DnsRecord? Existing { get; init; }

    private bool WasStoredBefore { get; init; }

    /// <summary>Checks a record against the zone, and reserves its place.</summary>
    public static async Task<WritePlan<DnsRecord>> CreateAsync(DnsRecordWriter writer, Reference<DnsZone> reference, Func<DnsZone, DnsRecord> create, IWriteLog log, CancellationToken cancel)
    {
        var zone = await writer.Lookup.FindAsync(DnsZoneNoun.Instance, reference, cancel).ConfigureAwait(false);
        var record = create(zone);
        var content = await writer.Contents.OfAsync(zone, cancel).ConfigureAwait(false);
        if (record.Ttl == 0) record = record with { Ttl = content.TtlOf(record) ?? writer.UsualTtl(record.Type) ?? new DnsRecord().Ttl };
        var owner = await writer.Lookup.OwnerOfGroupAsync(zone.OwnerGroupId, cancel).ConfigureAwait(false);
        if (content.Reserve(record, null, writer.Options.Force) is not { } conflict)
        {
            log.MarkChecked();
            return new DnsRecordAdditionPlan(writer, content, record, owner);
        }

        if (conflict.Kind == DnsConflictKind.Duplicate) log.MarkChecked();
        // A record without an ID is one that this command is about to add for an equal row.
        if (log.MayBeDone && conflict is { Kind: DnsConflictKind.Duplicate, Other: DnsRecord { Id: > 0 } earlier } && log.TryClaim(earlier.Id))
        {
            return new DnsRecordAdditionPlan(writer, content, record, owner) { Existing = Same(earlier, record), WasStoredBefore = true };
        }

        if (conflict.Kind != DnsConflictKind.Duplicate || !writer.Options.SkipExisting) throw conflict.ToException(record.Type.PanelFunction() + "_add");
        return new DnsRecordAdditionPlan(writer, content, record, owner) { Existing = conflict.Other as DnsRecord ?? record };
    }

    /// <inheritdoc/>
    internal override async Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        if (Existing is not null) return;
        try { await CountAsync(log, cancel).ConfigureAwait(false); }
        catch
        {
            // The rows after it find its place free, as in the real run.
            _content.Replace(_record, null);
            throw;
        }

        foreach (var advice in _content.Advice(_record)) log.Warn(advice);
    }

    /// <inheritdoc/>
    public override async Task<WriteResult<DnsRecord>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (Existing is { } found)
        {
            // An equal row has to add it first.
            var existing = found.Id > 0 ? found : await _content.AddedAsync(found, cancel).ConfigureAwait(false)
                ?? throw new PanelException(FaultKind.Duplicate, _record.Type.PanelFunction() + "_add", $"DNS record {_record} was not added for an equal row before this one. Run the command again.");
            log.Verbose(WasStoredBefore ? $"DNS record {_record} was stored by an earlier run." : $"DNS record {_record} exists already.");
            if (WasStoredBefore) await _writer.Serials.TouchAsync(_content.Zone).ConfigureAwait(false);
            return new WriteResult<DnsRecord>(WasStoredBefore ? WriteOutcome.Added : WriteOutcome.Existed, existing);
        }

        foreach (var advice in _content.Advice(_record)) log.Warn(advice);
        try
        {
            await CountAsync(log, cancel).ConfigureAwait(false);
            await _writer.Serials.TouchAsync(_content.Zone).ConfigureAwait(false);
            DnsRecord? stored = null;
            try { stored = await StoreAsync(log, cancel).ConfigureAwait(false); }
            finally { if (stored is null) await _writer.Limits.ForgetAsync(_record, _owner).ConfigureAwait(false); }

            if (log.MayBeDone) log.TryClaim(stored.Id);
            _content.Replace(_record, stored);
            log.Verbose($"DNS record {_record} was added.");
            return new WriteResult<DnsRecord>(WriteOutcome.Added, stored);
        }
        catch (Exception problem)
        {
            // A record whose outcome is unknown keeps its place.
            if (problem is OperationCanceledException or PanelException { Kind: FaultKind.OutcomeUnknown }) _content.Abandon(_record);
            else _content.Replace(_record, null);
            throw;
        }
    }

    private async Task CountAsync(IWriteLog log, CancellationToken cancel)
    {
        if (await _writer.Limits.CountAsync(_record, _owner, _writer.Options.EnforceLimits, cancel).ConfigureAwait(false) is not { } exceeded) return;
        if (_writer.Options.EnforceLimits) throw new PanelException(FaultKind.Refused, _record.Type.PanelFunction() + "_add", exceeded);
        log.Warn(exceeded);
    }

    private async Task<DnsRecord> StoreAsync(IWriteLog log, CancellationToken cancel)
    {
        var sent = 0;
        var stored = await _writer.Sender.ResolveAsync(log, $"record {_record}", Calls[0].Call, token =>
        {
            sent++;
            return _writer.Table.AddAsync(_record, _owner, token);
        }, FindSameAsync, cancel).ConfigureAwait(false);
        if (sent == 1) return stored;
        // The panel accepts duplicates: if a request that seemed lost was carried out after all, the record that was stored first is kept.
        var all = await _writer.Table.FindAllAsync(_record, cancel).ConfigureAwait(false);
        foreach (var duplicate in all.Skip(1)) await _writer.Sender.RepeatAsync(log, new PlannedCall($"record {_record}", DnsRecordTable.DeleteCall(duplicate)), cancel).ConfigureAwait(false);
        return all.Count > 0 ? all[0] : stored;
    }

    private async Task<DnsRecord?> FindSameAsync(CancellationToken cancel)
        => await _writer.Table.FindAsync(_record, cancel).ConfigureAwait(false) is { } existing ? Same(existing, _record) : null;

    private static DnsRecord Same(DnsRecord existing, DnsRecord wanted) => existing.Ttl == wanted.Ttl && existing.Active == wanted.Active ? existing
        : throw new PanelException(FaultKind.Conflict, wanted.Type.PanelFunction() + "_add", $"DNS record {existing} exists, but differs from this row (Ttl {existing.Ttl}, Active {existing.Active}), so someone else may have created it. Check it, then change it with Set-NpDnsRecord.");
}
