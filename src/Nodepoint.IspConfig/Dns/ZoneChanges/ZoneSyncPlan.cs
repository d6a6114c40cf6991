using System.Globalization;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>The changes of one zone: one request for each, and its serial after the last one.</summary>
/// <param name="synchronizer">What it was planned with.</param>
/// <param name="origin">The zone, with a trailing dot.</param>
/// <param name="zone">The zone as it was read; null if it does not exist.</param>
/// <param name="current">Its records as they were read.</param>
/// <param name="changes">The changes, in their order.</param>
internal sealed class ZoneSyncPlan(ZoneSynchronizer synchronizer, string origin, DnsZone? zone, IReadOnlyList<DnsRecord> current, IReadOnlyList<ZoneChange> changes) : WritePlan<DnsZone>
{
    private WritePlan<DnsZone>? _addition;

    /// <summary>The zone, with a trailing dot.</summary>
    public string Origin => origin;

    /// <summary>The zone as it was read; null if it does not exist.</summary>
    public DnsZone? Zone => zone;

    /// <summary>The zone's records as they were read.</summary>
    public IReadOnlyList<DnsRecord> Current => current;

    /// <summary>The changes, in their order.</summary>
    public IReadOnlyList<ZoneChange> Planned => changes;

    /// <summary>The SOA record that is wanted, whose serial a new zone keeps if it is higher; null for none.</summary>
    public ZoneFileSoa? Soa { get; init; }

    /// <summary>Is told each change after it was carried out.</summary>
    public Action<ZoneChange>? Applied { get; set; }

    /// <inheritdoc/>
    public override string Subject => $"zone {origin.TrimEnd('.')}";

    /// <inheritdoc/>
    public override string Action => changes.Count switch
    {
        0 => "Change nothing, because it is as it should be",
        1 => Lines[0],
        _ => string.Create(CultureInfo.InvariantCulture, $"Make {changes.Count} changes: {string.Join("; ", changes.Select(change => change.Words))}"),
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines => [.. changes.Select(change => change.Words.Capitalized())];

    /// <inheritdoc/>
    public override bool IsEmpty => changes.Count == 0;

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => _addition is { } addition ? addition.Calls
        : [.. changes.Where(change => change.ZoneAfter is null).Select(change => new PlannedCall($"record {change.After ?? change.Before}", CallOf(change)))];

    /// <inheritdoc/>
    internal override async Task CheckAsync(IWriteLog log, CancellationToken cancel)
    {
        if (zone is null && !IsEmpty)
        {
            _addition = await PlanAdditionAsync(cancel).ConfigureAwait(false);
            await _addition.CheckAsync(log, cancel).ConfigureAwait(false);
        }

        await base.CheckAsync(log, cancel).ConfigureAwait(false);
        if (zone is not null && changes.FirstOrDefault(change => change.ZoneAfter is not null) is { } soa) _ = await PlanZoneAsync(zone, WithSoa(zone, soa), new StepLog(log), cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    internal override async Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        if (_addition is { } addition) await addition.ReserveAsync(log, cancel).ConfigureAwait(false);
        if (zone is null) return;
        foreach (var change in changes.Where(change => change.ZoneAfter is null))
            await (await PlanAsync(change, zone, new StepLog(log), cancel).ConfigureAwait(false)).ReserveAsync(log, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async Task<WriteResult<DnsZone>> CarryOutAsync(IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (IsEmpty)
        {
            log.Verbose($"Zone {origin} is as it should be; nothing was sent.");
            // An earlier run may have been stopped before it set the serial of the file.
            if (log.MayBeDone && zone is not null && synchronizer.Options.IsImport && Soa is { Serial: var serial } && DnsSerial.IsNewer((uint)serial, (uint)zone.Serial))
                return new WriteResult<DnsZone>(WriteOutcome.Changed, await FinishAsync(zone, null, cancel).ConfigureAwait(false));
            return new WriteResult<DnsZone>(WriteOutcome.Unchanged, zone);
        }

        await synchronizer.VerifyUnchangedAsync(this, cancel).ConfigureAwait(false);
        var done = 0;
        try
        {
            var target = zone;
            ZoneChange? soa = null;
            foreach (var change in changes)
            {
                // A zone can have thousands of changes, and what is left to do is found out from the panel.
                if (log.IsStopped) throw new OperationCanceledException();
                if (change.IsNewZone) target = await CreateAsync(log, cancel).ConfigureAwait(false);
                else if (change.ZoneAfter is not null) soa = change;
                else await (await PlanAsync(change, target!, new StepLog(log), cancel).ConfigureAwait(false)).CarryOutAsync(new StepLog(log), cancel).ConfigureAwait(false);
                if (soa is not null) continue;
                done++;
                Applied?.Invoke(change);
            }

            var after = await FinishAsync(target!, soa, cancel).ConfigureAwait(false);
            if (soa is not null) Applied?.Invoke(soa);
            return new WriteResult<DnsZone>(zone is null ? WriteOutcome.Added : WriteOutcome.Changed, after);
        }
        catch (PanelException problem) when (changes.Count > 1)
        {
            throw new PanelException(problem.Kind, problem.Function, string.Create(CultureInfo.InvariantCulture, $"Zone {origin}: {done} of {changes.Count} changes were made, and then one failed: {problem.Message}"), problem);
        }
    }

    private static Panel.PanelCall CallOf(ZoneChange change) => change.Action switch
    {
        ZoneChangeAction.Add => DnsRecordTable.AddCall(change.After!, Owner.Administrator),
        ZoneChangeAction.Change => DnsRecordTable.UpdateCall(change.Before!, change.After!),
        _ => DnsRecordTable.DeleteCall(change.Before!),
    };

    private Task<WritePlan<DnsRecord>> PlanAsync(ZoneChange change, DnsZone target, IWriteLog log, CancellationToken cancel) => synchronizer.Records.PlanAsync(change, new Reference<DnsZone>(target), log, cancel);

    private Task<WritePlan<DnsZone>> PlanAdditionAsync(CancellationToken cancel)
    {
        var wanted = changes.First(change => change.IsNewZone).ZoneAfter!;
        var given = ColumnSet.Empty;
        foreach (var ordinal in (ReadOnlySpan<int>)[DnsZoneNoun.OriginOrdinal, DnsZoneNoun.NsOrdinal, DnsZoneNoun.MboxOrdinal, DnsZoneNoun.SerialOrdinal, DnsZoneNoun.RefreshOrdinal, DnsZoneNoun.RetryOrdinal, DnsZoneNoun.ExpireOrdinal, DnsZoneNoun.MinimumOrdinal, DnsZoneNoun.TtlOrdinal, DnsZoneNoun.ActiveOrdinal])
            given = given.With(ordinal);
        // Its records follow, so that its serial is raised to the wanted one after the last of them.
        return synchronizer.Zones.PlanAdditionAsync(new Addition<DnsZone>(wanted with { Serial = DnsSerial.Before(FirstSerial) }, given) { Owner = synchronizer.Options.Owner }, cancel);
    }

    private async Task<DnsZone> CreateAsync(IWriteLog log, CancellationToken cancel)
    {
        var plan = await PlanAdditionAsync(cancel).ConfigureAwait(false);
        var (_, created) = await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
        synchronizer.Lookup.Trust(DnsZoneNoun.Instance, created!);
        await synchronizer.Serials.TouchAsync(created!).ConfigureAwait(false);
        return created!;
    }

    // The serial of the file is kept if it is higher than the one that a new zone gets.
    private uint FirstSerial
    {
        get
        {
            var first = DnsSerial.Next(0, DnsZoneNoun.Today(synchronizer.Lookup));
            return Soa is { Serial: var serial } && DnsSerial.IsNewer((uint)serial, first) ? (uint)serial : first;
        }
    }

    // The new serial, and with it the zone's own values.
    private async Task<DnsZone> FinishAsync(DnsZone target, ZoneChange? soa, CancellationToken cancel)
    {
        var now = await synchronizer.Lookup.ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(target.Id), cancel).ConfigureAwait(false);
        var kept = (zone is null || synchronizer.Options.IsImport) && Soa is { Serial: var serial } && DnsSerial.IsNewer((uint)serial, (uint)now.Serial) ? (uint)serial : (uint?)null;
        var requested = WithSoa(now, soa) with { Serial = kept ?? DnsSerial.Next((uint)now.Serial, DnsZoneNoun.Today(synchronizer.Lookup)) };
        var log = new WriteLog();
        var plan = await PlanZoneAsync(now, requested, log, cancel).ConfigureAwait(false);
        await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
        synchronizer.Serials.MarkRaised(target);
        return requested;
    }

    private Task<WritePlan<DnsZone>> PlanZoneAsync(DnsZone now, DnsZone requested, IWriteLog log, CancellationToken cancel)
        => synchronizer.Zones.PlanChangeAsync(new Change<DnsZone>(new Reference<DnsZone>(now), requested, DnsZoneNoun.Instance.Differences(now, requested)) { Before = now }, log, cancel);

    private static DnsZone WithSoa(DnsZone now, ZoneChange? soa) => soa?.ZoneAfter is not { } wanted ? now
        : now with { Ns = wanted.Ns, Mbox = wanted.Mbox, Refresh = wanted.Refresh, Retry = wanted.Retry, Expire = wanted.Expire, Minimum = wanted.Minimum, Ttl = wanted.Ttl };
}
