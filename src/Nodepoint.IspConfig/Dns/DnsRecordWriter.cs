using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Dns;

/// <summary>
/// The safe way to add, change, and remove DNS records. Each zone is read once, every write is checked against it, and the zone is recorded before
/// its first change, so that its serial is raised. One writer serves the writes of one command. Safe for many writes at the same time.
/// </summary>
/// <param name="lookup">The lookup of the panel.</param>
/// <param name="serials">Receives the zones that are changed, and raises their serials.</param>
/// <param name="options">How writes are carried out.</param>
public sealed class DnsRecordWriter(PanelLookup lookup, ZoneSerials serials, WriteOptions options)
{
    /// <summary>The lookup of the panel.</summary>
    public PanelLookup Lookup => lookup;

    /// <summary>The zones that are changed.</summary>
    public ZoneSerials Serials => serials;

    /// <summary>How writes are carried out.</summary>
    public WriteOptions Options => options;

    /// <summary>The time to live of a record that does not specify one, in seconds, if its name has no other records of its type; null for 3600.</summary>
    internal Func<DnsRecordType, long?> UsualTtl { get; init; } = static _ => null;

    internal DnsRecordTable Table { get; } = new(lookup.Connection);

    internal ZoneContents Contents { get; } = new(lookup);

    internal CallSender Sender { get; } = new(lookup.Connection);

    internal LimitGuard<DnsRecord> Limits { get; } = new(
        [new(nameof(Client.DnsRecordLimit), client => client.DnsRecordLimit, _ => 1, "record")],
        async (client, cancel) => [await DnsRecordTable.UseAsync(client, lookup, cancel).ConfigureAwait(false)], lookup);

    /// <summary>Plans the addition of a record, and reserves its place in the zone.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="create">Creates the record in the zone as it is now. A record with the time to live 0 gets that of the zone's records of the same name and type, or 3600 seconds.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The zone was not found, the record exists already or conflicts with others, or the panel cannot be reached.</exception>
    /// <exception cref="RuleException">A value is not valid.</exception>
    public Task<WritePlan<DnsRecord>> PlanAdditionAsync(Reference<DnsZone> zone, Func<DnsZone, DnsRecord> create, IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(log);
        return DnsRecordAdditionPlan.CreateAsync(this, zone, create, log, cancel);
    }

    /// <summary>Plans the change of a record, and reserves its place in the zone.</summary>
    /// <param name="target">The record.</param>
    /// <param name="change">Changes the record as it is now.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The record was not found, the changed record conflicts with others, or the panel cannot be reached.</exception>
    /// <exception cref="RuleException">A value is not valid.</exception>
    public Task<WritePlan<DnsRecord>> PlanChangeAsync(Reference<DnsRecord> target, Func<DnsZone, DnsRecord, DnsRecord> change, IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(log);
        return DnsRecordChangePlan.CreateAsync(this, target, change, log, cancel);
    }

    /// <summary>Plans the removal of a record.</summary>
    /// <param name="target">The record.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The record was not found, or the panel cannot be reached.</exception>
    public Task<WritePlan<DnsRecord>> PlanRemovalAsync(Reference<DnsRecord> target, IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(log);
        return DnsRecordRemovalPlan.CreateAsync(this, target, log, cancel);
    }

    /// <summary>Plans one change of a zone.</summary>
    /// <param name="change">The change.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The zone or the record was not found, the record conflicts with others, or the panel cannot be reached.</exception>
    internal Task<WritePlan<DnsRecord>> PlanAsync(ZoneChange change, Reference<DnsZone> zone, IWriteLog log, CancellationToken cancel) => change.Action switch
    {
        ZoneChangeAction.Add => PlanAdditionAsync(zone, known => change.After! with { ZoneId = known.Id, ServerId = known.ServerId, Zone = known.Origin }, log, cancel),
        ZoneChangeAction.Change => PlanChangeAsync(new Reference<DnsRecord>(change.Before!), (_, _) => change.After!, log, cancel),
        _ => PlanRemovalAsync(new Reference<DnsRecord>(change.Before!), log, cancel),
    };

    /// <summary>Describes the record sets that the changes of the command have left with different times to live.</summary>
    /// <returns>One sentence for each.</returns>
    public IReadOnlyList<string> FindMixedTtls() => [.. Contents.All.SelectMany(static content => content.MixedTtls())];

    /// <summary>Names a record as it is now, with its zone, and how the input named it if that was its ID or what it no longer is.</summary>
    internal static string Name(Reference<DnsRecord> input, DnsRecord record)
    {
        var name = $"{record} {record.Value} in zone {record.Zone.TrimEnd('.')}";
        return input.Value is { } read && (read.Fqdn, read.Type, read.Value) != (record.Fqdn, record.Type, record.Value)
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"DNS record {name} (ID {record.Id}, read as {read} {read.Value})")
            : RecordName.Of("DNS record", record, name, input, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Finds the record that a row names.</summary>
    /// <param name="selector">The natural key of the record.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The record.</returns>
    /// <exception cref="PanelException">The zone or the record was not found, or the panel cannot be reached.</exception>
    /// <exception cref="RuleException">Several records have this key.</exception>
    public async Task<Reference<DnsRecord>> FindAsync(DnsRecordSelector selector, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(selector);
        var zone = await lookup.FindAsync(DnsZoneNoun.Instance, selector.Zone, cancel).ConfigureAwait(false);
        var content = await Contents.OfAsync(zone, cancel).ConfigureAwait(false);
        return new Reference<DnsRecord>(selector.Find(content.Records, zone));
    }

    /// <summary>Finds a record as it is now, with the content of its zone.</summary>
    internal async Task<(ZoneContent Content, DnsRecord Record)> LocateAsync(Reference<DnsRecord> reference, CancellationToken cancel)
    {
        if (reference.Problem is { } problem) throw problem;
        if (reference.Id is not { } id) throw new RuleException(Rule.InvalidReference, $"'{reference}' is not a DNS record. Pipe records from Get-NpDnsRecord, or use the ID of a record with -Id.");
        var zoneId = reference.Value?.ZoneId ?? (await Table.GetAsync(id, cancel).ConfigureAwait(false))?.ZoneId ?? throw PanelException.NotFound("dns_a_get", $"DNS record with ID {id}");
        var zone = await lookup.FindAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(zoneId), cancel).ConfigureAwait(false);
        var content = await Contents.OfAsync(zone, cancel).ConfigureAwait(false);
        return (content, content.Find(id) ?? throw PanelException.NotFound("dns_rr_get_all_by_zone", $"DNS record with ID {id} in zone {zone}"));
    }
}
