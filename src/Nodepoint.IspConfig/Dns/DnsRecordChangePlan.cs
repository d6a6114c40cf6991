using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The change of a DNS record in a zone whose content is known.</summary>
internal sealed class DnsRecordChangePlan : WritePlan<DnsRecord>
{
    private readonly DnsRecordWriter _writer;
    private readonly Reference<DnsRecord> _target;
    private readonly ZoneContent _content;
    private readonly DnsRecord _before;
    private readonly DnsRecord _after;

    private DnsRecordChangePlan(DnsRecordWriter writer, Reference<DnsRecord> target, ZoneContent content, DnsRecord before, DnsRecord after)
        => (_writer, _target, _content, _before, _after) = (writer, target, content, before, after);

    /// <inheritdoc/>
    public override string Subject => $"DNS record {_before} {_before.Value}";

    /// <inheritdoc/>
    public override string Target => DnsRecordWriter.Name(_target, _before);

    /// <inheritdoc/>
    public override string Action
    {
        get
        {
            var changes = DnsRecordMembers.Differences(_before, _after).Select(member => $"{member.Member} from {member.From} to {member.To}").ToArray();
            return changes.Length == 0 ? "Change nothing, because it has these values already" : $"Set {string.Join(", ", changes)}";
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => _after == _before ? [] : [new($"record {_before}", DnsRecordTable.UpdateCall(_before, _after))];

    /// <summary>Reads the record, checks the change against the zone, and reserves its place.</summary>
    public static async Task<WritePlan<DnsRecord>> CreateAsync(DnsRecordWriter writer, Reference<DnsRecord> target, Func<DnsZone, DnsRecord, DnsRecord> change, IWriteLog log, CancellationToken cancel)
    {
        var (content, before) = await writer.LocateAsync(target, cancel).ConfigureAwait(false);
        log.MarkChecked();
        var after = change(content.Zone, before);
        if (after != before && content.Reserve(after, before, writer.Options.Force) is { } conflict)
            throw conflict.ToException(after.Type.PanelFunction() + "_update");
        return new DnsRecordChangePlan(writer, target, content, before, after);
    }

    /// <inheritdoc/>
    internal override Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        WarnOfData(log);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task<WriteResult<DnsRecord>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (IsEmpty)
        {
            log.Verbose($"DNS record {_before} has these values already; nothing was sent.");
            return new WriteResult<DnsRecord>(WriteOutcome.Unchanged, _before);
        }

        WarnOfData(log);
        await _writer.Serials.TouchAsync(_content.Zone).ConfigureAwait(false);
        try { await _writer.Sender.RepeatAsync(log, Calls[0], cancel).ConfigureAwait(false); }
        catch
        {
            _content.Replace(_after, _before);
            throw;
        }

        log.Verbose($"DNS record {_before} was changed.");
        return new WriteResult<DnsRecord>(WriteOutcome.Changed, _after);
    }

    private void WarnOfData(IWriteLog log)
    {
        if (IsEmpty || _after.Data == _before.Data) return;
        foreach (var advice in _content.Advice(_after)) log.Warn(advice);
    }

}
