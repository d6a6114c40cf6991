using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>A record in the zone of a hosted domain.</summary>
/// <param name="kind">What it is about.</param>
/// <param name="fqdn">Its absolute name, with a trailing dot.</param>
/// <param name="data">Its type and value.</param>
/// <param name="set">The values that the name is to have of this type, this one among them.</param>
internal sealed class ZoneRecordStep(HostedDomainStepKind kind, string fqdn, (DnsRecordType Type, DnsRecordData Data) data, IReadOnlyList<DnsRecordData> set) : DomainStep(kind, NameOf(fqdn, data.Type, data.Data))
{
    private DnsRecord? _record;

    /// <inheritdoc/>
    public override string What => $"DNS record {Name}";

    /// <inheritdoc/>
    public override string Function => data.Type.PanelFunction() + "_add";

    /// <inheritdoc/>
    public override bool IsOfZone => true;

    /// <inheritdoc/>
    public override async Task CarryOutAsync(DomainWork work, IWriteLog log, CancellationToken cancel)
    {
        var plan = await PlanRecordAsync(work, log, cancel).ConfigureAwait(false);
        var (_, stored) = await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
        (_record, Id) = (stored, stored!.Id);
    }

    /// <inheritdoc/>
    public override async Task UndoAsync(DomainWork work, IWriteLog log, CancellationToken cancel) => await RemoveAsync(work, _record!, log, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async Task<bool> WasMadeAsync(DomainWork work, CancellationToken cancel) => await FindAsync(work, cancel).ConfigureAwait(false);

    /// <summary>Removes a record of the zone.</summary>
    internal static async Task RemoveAsync(DomainWork work, DnsRecord record, IWriteLog log, CancellationToken cancel)
    {
        var plan = await work.Records.PlanRemovalAsync(new Reference<DnsRecord>(record), log, cancel).ConfigureAwait(false);
        await plan.CarryOutAsync(log, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task<bool> FindAsync(DomainWork work, CancellationToken cancel)
    {
        var content = await work.ContentAsync(cancel).ConfigureAwait(false);
        var existing = content.Records.Where(record => record.Type == data.Type && record.Fqdn.Equals(fqdn, StringComparison.OrdinalIgnoreCase)).ToList();
        if (existing.Find(record => record.Active && !set.Any(wanted => IsSame(wanted, record.Data))) is { } other)
            throw Different($"{fqdn.TrimEnd('.')} has the {data.Type} record {Text(other.Data)} already, which it is not to have: {string.Join(", ", set.Select(Text))}. Change it with Set-NpDnsRecord, or specify the value that it has.");
        if (existing.Find(record => IsSame(data.Data, record.Data)) is not { } same) return false;
        if (!same.Active) throw Different($"DNS record {Name} exists already, but is disabled. Enable it with Set-NpDnsRecord -Active $true, or remove it with Remove-NpDnsRecord.");
        (_record, Id) = (same, same.Id);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task<WritePlan> PlanAsync(DomainWork work, IWriteLog log, CancellationToken cancel) => await PlanRecordAsync(work, log, cancel).ConfigureAwait(false);

    private Task<WritePlan<DnsRecord>> PlanRecordAsync(DomainWork work, IWriteLog log, CancellationToken cancel) => work.Records.PlanAdditionAsync(new Reference<DnsZone>(work.Zone.Id), zone => new DnsRecord
    {
        Zone = zone.Origin, ZoneId = zone.Id, ServerId = zone.ServerId, Type = data.Type, Data = data.Data, Ttl = 0,
    }.Named(fqdn), log, cancel);

    private static bool IsSame(DnsRecordData one, DnsRecordData other) => one.Priority == other.Priority && one.Value.Equals(other.Value, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(string fqdn, DnsRecordType type, DnsRecordData data) => $"{fqdn.TrimEnd('.')} {type} {Text(data)}";

    private static string Text(DnsRecordData data) => data.Priority is { } priority ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{priority} {data.Value}") : data.Value;
}
