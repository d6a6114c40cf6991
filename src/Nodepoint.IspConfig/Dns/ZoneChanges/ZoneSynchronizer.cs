using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns.ZoneChanges;

/// <summary>Plans and applies the changes that make zones of a panel what files say. One serves the zones of one command. Safe for many zones at the same time.</summary>
/// <param name="lookup">The panel.</param>
/// <param name="serials">Receives the zones that are changed, so that their serials are raised even if the command ends early.</param>
/// <param name="options">How zones are made what is wanted.</param>
internal sealed class ZoneSynchronizer(PanelLookup lookup, ZoneSerials serials, ZoneSyncOptions options)
{
    /// <summary>The panel.</summary>
    public PanelLookup Lookup => lookup;

    /// <summary>How zones are made what is wanted.</summary>
    public ZoneSyncOptions Options => options;

    /// <summary>The zones that are changed.</summary>
    public ZoneSerials Serials => serials;

    /// <summary>Writes records.</summary>
    public DnsRecordWriter Records { get; } = new(lookup, serials, new WriteOptions { Force = options.Force });

    /// <summary>Writes zones.</summary>
    public RecordWriter<DnsZone> Zones { get; } = new(DnsZoneNoun.Instance, lookup, WriteOptions.Default);

    /// <summary>Finds the changes of a zone, in the order in which they are carried out, without refusing any.</summary>
    /// <param name="wanted">The zone as it is to be.</param>
    /// <param name="log">Receives the mistakes of the zone's records as warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<IReadOnlyList<ZoneChange>> CompareAsync(WantedZone wanted, IWriteLog log, CancellationToken cancel)
    {
        var (zone, current) = await ReadAsync(wanted.Zone, cancel).ConfigureAwait(false);
        var (changes, _) = Compare(zone, current, wanted, isResumed: false);
        var (made, existing) = ZoneCheck.Run(wanted.Zone, current, changes);
        foreach (var conflict in made.Concat(existing)) log.Warn(conflict.Message);
        return changes;
    }

    /// <summary>Plans the changes of a zone.</summary>
    /// <param name="wanted">The zone as it is to be.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The zone does not exist or exists already, a record conflicts with others, or the panel cannot be reached.</exception>
    /// <exception cref="RuleException">Too much would be changed.</exception>
    public async Task<ZoneSyncPlan> PlanAsync(WantedZone wanted, IWriteLog log, CancellationToken cancel)
    {
        var (zone, current) = await ReadAsync(wanted.Zone, cancel).ConfigureAwait(false);
        if (zone is null && !options.Creates) throw new PanelException(FaultKind.NotFound, "dns_zone_get", $"Zone '{wanted.Zone}' was not found on panel '{lookup.Connection.Name}'. To create it, use -Create.");
        if (zone is null && wanted.Soa is null) throw new RuleException(Rule.ValueMissing, $"Zone '{wanted.Zone}' was not found on panel '{lookup.Connection.Name}', and cannot be created without its SOA record. Create it with New-NpDnsZone first, or use a zone file.");
        if (zone is not null && options is { IsImport: true, SkipsExisting: false } && !log.MayBeDone)
            throw new PanelException(FaultKind.Duplicate, "dns_zone_add", $"Zone '{wanted.Zone}' exists already. To add its missing records, use -SkipExisting. To make it what the file says, use Sync-NpDnsZone.");
        log.MarkChecked();
        var (changes, compared) = Compare(zone, current, wanted, log.MayBeDone);
        return Check(new ZoneSyncPlan(this, wanted.Zone, zone, current, changes) { Soa = wanted.Soa }, compared.Count, log);
    }

    /// <summary>Plans to apply changes of <see cref="CompareAsync"/>.</summary>
    /// <param name="changes">The changes of one zone, in any order.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The zone has changed since, a record conflicts with others, or the panel cannot be reached.</exception>
    /// <exception cref="RuleException">Too much would be changed.</exception>
    public async Task<ZoneSyncPlan> PlanAsync(IReadOnlyList<ZoneChange> changes, IWriteLog log, CancellationToken cancel)
    {
        var origin = changes[0].Zone;
        var (zone, current) = await ReadAsync(origin, cancel).ConfigureAwait(false);
        if (zone is null && !options.Creates) throw new PanelException(FaultKind.NotFound, "dns_zone_get", $"Zone '{origin}' was not found on panel '{lookup.Connection.Name}'. To create it, use -Create.");
        if (zone is null && !changes.Any(change => change.IsNewZone)) throw new RuleException(Rule.ValueMissing, $"Zone '{origin}' was not found on panel '{lookup.Connection.Name}', and cannot be created without its SOA record. Pipe all changes of the zone, or create it with New-NpDnsZone first.");
        if (Stale(changes[0].Source, zone, current) is { } difference) throw Changed(origin, difference);
        log.MarkChecked();
        // The pipeline may have sorted them. The order goes by the records that the changes were planned with, which are those of the panel now.
        var planned = changes.Select(change => change.Before).OfType<DnsRecord>().ToDictionary(record => record.Id);
        var ordered = ZoneChangeOrder.Of(origin, [.. current.Select(record => planned.GetValueOrDefault(record.Id, record))], changes);
        return Check(new ZoneSyncPlan(this, origin, zone, current, ordered), current.Count(record => record.Type != 0), log);
    }

    /// <summary>Refuses to change a zone that someone else has changed since it was read.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>A task that ends when the zone is found as it was.</returns>
    /// <exception cref="PanelException">The zone has changed.</exception>
    public async Task VerifyUnchangedAsync(ZoneSyncPlan plan, CancellationToken cancel)
    {
        if (plan.Zone is not { } zone) return;
        var source = new ZoneSnapshot(zone, plan.Current);
        var now = plan.Planned.Any(change => change.ZoneAfter is not null) ? await new PanelLookup(lookup.Connection).ReadAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(zone.Id), cancel).ConfigureAwait(false) : zone;
        if (Stale(source, now, await Records.Table.OfZoneAsync(zone, cancel).ConfigureAwait(false)) is { } difference) throw Changed(zone.Origin, difference);
    }

    private (List<ZoneChange> Changes, IReadOnlyList<DnsRecord> Compared) Compare(DnsZone? zone, IReadOnlyList<DnsRecord> current, WantedZone wanted, bool isResumed)
    {
        var comparison = new ZoneComparison(zone, current, wanted) { Prunes = options.Prunes, Types = options.Types, OnlyAdds = options.IsImport && (options.SkipsExisting || isResumed) };
        var changes = comparison.Compare();
        return (ZoneChangeOrder.Of(wanted.Zone, current, changes), comparison.Compared);
    }

    private ZoneSyncPlan Check(ZoneSyncPlan plan, int all, IWriteLog log)
    {
        var changed = plan.Planned.Count(change => change is { Action: ZoneChangeAction.Change, ZoneAfter: null });
        var removed = plan.Planned.Count(change => change.Action == ZoneChangeAction.Remove);
        if (!options.Force && options.Limit.IsExceededBy(changed + removed, all))
        {
            var share = (100m * (changed + removed) / all).ToString("0.#", CultureInfo.InvariantCulture);
            throw new RuleException(Rule.TooManyChanges, string.Create(CultureInfo.InvariantCulture, $"Zone {plan.Origin} was not changed: {changed} of its {all} records would be changed and {removed} removed ({share} %), which is more than -MaxChange {options.Limit}. Check the changes with Compare-NpDnsZone. To apply them, use -Force or a larger -MaxChange."));
        }

        if (plan.IsEmpty) return plan;
        var (made, existing) = ZoneCheck.Run(plan.Origin, plan.Current, plan.Planned);
        if (made.Count > 0 && !options.Force)
        {
            var hint = !options.Prunes && made.Any(conflict => conflict.Other is DnsRecord { Id: > 0 }) ? " Records that are not wanted are removed only with -Prune." : "";
            throw new PanelException(FaultKind.Duplicate, "dns_rr", $"Zone {plan.Origin} was not changed: {string.Join(' ', made.Select(conflict => conflict.Message))}{hint} To change the zone nevertheless, use -Force.");
        }

        foreach (var conflict in made.Concat(existing)) log.Warn(conflict.Message);
        return plan;
    }

    private static string? Stale(ZoneSnapshot? source, DnsZone? zone, IReadOnlyList<DnsRecord> current) => (source, zone) switch
    {
        (null, null) => null,
        (null, _) => "it was created",
        (_, null) => "it was removed",
        _ when !source.HasSameSoa(zone) => "its SOA record was changed",
        _ => source.DifferenceTo(new ZoneSnapshot(zone, current)),
    };

    private PanelException Changed(string zone, string difference)
        => new(FaultKind.Conflict, "dns_rr_get_all_by_zone", $"Zone {zone} was not changed, because it has changed on panel '{lookup.Connection.Name}' since the changes were planned: {difference}. Run the command again.");

    private async Task<(DnsZone? Zone, IReadOnlyList<DnsRecord> Records)> ReadAsync(string origin, CancellationToken cancel)
    {
        DnsZone zone;
        try { zone = await lookup.FindAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(origin), cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound) { return (null, []); }

        return (zone, (await Records.Contents.OfAsync(zone, cancel).ConfigureAwait(false)).Records);
    }
}
