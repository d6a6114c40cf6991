using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Mail;

/// <summary>The changes of the records from which mail programs of a domain set themselves up.</summary>
/// <param name="writer">What it was planned with.</param>
/// <param name="domain">The mail domain.</param>
/// <param name="zone">The zone of the records.</param>
/// <param name="changes">The changes, in their order.</param>
internal sealed class MailClientRecordPlan(MailClientRecordWriter writer, MailDomain domain, DnsZone zone, IReadOnlyList<ZoneChange> changes) : WritePlan<MailDomain>
{
    private readonly List<WritePlan<DnsRecord>> _planned = [];

    /// <inheritdoc/>
    public override string Subject => $"mail domain {domain}";

    /// <inheritdoc/>
    public override string Action => changes.Count == 0 ? "Change nothing, because its records for mail programs are as they should be" : string.Join("; ", Lines);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines => changes.Count == 0 ? [Action] : [.. changes.Select(change => change.Words.Capitalized())];

    /// <inheritdoc/>
    public override bool IsEmpty => changes.Count == 0;

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => [.. _planned.SelectMany(plan => plan.Calls)];

    /// <inheritdoc/>
    internal override async Task CheckAsync(IWriteLog log, CancellationToken cancel)
    {
        _planned.Clear();
        foreach (var change in changes)
        {
            _planned.Add(await writer.PlanAsync(change, zone, log, cancel).ConfigureAwait(false));
            await _planned[^1].CheckAsync(log, cancel).ConfigureAwait(false);
            // The next one sees the zone without what is removed.
            if (change.Action == ZoneChangeAction.Remove) await _planned[^1].ReserveAsync(log, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    internal override async Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        foreach (var plan in _planned) await plan.ReserveAsync(log, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<WriteResult<MailDomain>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (IsEmpty) log.Verbose($"Mail domain {domain}: {Action}.");
        foreach (var change in changes) await (await writer.PlanAsync(change, zone, log, cancel).ConfigureAwait(false)).CarryOutAsync(log, cancel).ConfigureAwait(false);
        return new WriteResult<MailDomain>(IsEmpty ? WriteOutcome.Unchanged : WriteOutcome.Changed, domain);
    }
}
