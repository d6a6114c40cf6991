using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Plans the records from which mail programs set themselves up. One writer serves the writes of one command.</summary>
/// <param name="records">Writes DNS records.</param>
internal sealed class MailClientRecordWriter(DnsRecordWriter records)
{
    private static readonly DnsRecordType[] Types = [DnsRecordType.SRV, DnsRecordType.CNAME];

    /// <summary>Plans to make the records of a mail domain what its settings say.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The mail domain or its zone was not found, other records are in the way, or the panel cannot be reached.</exception>
    /// <exception cref="Model.Rules.RuleException">The host name is not valid.</exception>
    public async Task<MailClientRecordPlan> PlanAsync(MailClientSettings settings, IWriteLog log, CancellationToken cancel)
    {
        var wanted = settings.ToRecords().ToList();
        var domain = await records.Lookup.ReadAsync(MailDomainNoun.Instance, settings.Domain, cancel).ConfigureAwait(false);
        if (await new DkimLookup(records.Lookup, records.Contents).ZoneOfAsync(domain.Domain, cancel).ConfigureAwait(false) is not { } zone)
            throw new PanelException(FaultKind.NotFound, "dns_zone_get", $"A zone for mail domain '{domain.Domain}' was not found on panel '{records.Lookup.Connection.Name}', so nothing was sent. Create the zone, or add these records elsewhere: {string.Join("; ", wanted.Select(one => $"{one.Name}.{domain.Domain}. {one.Data.Type} {one.Data}"))}.");
        log.MarkChecked();
        var content = await records.Contents.OfAsync(zone, cancel).ConfigureAwait(false);
        var names = MailClientSettings.Names.Select(name => $"{name}.{domain.Domain}.").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var current = content.Records.Where(record => Types.Contains(record.Type) && names.Contains(record.Fqdn)).ToList();
        var zoneWanted = new WantedZone(zone.Origin, null, [.. wanted.Select(one => WantedZone.Of($"{one.Name}.{domain.Domain}.", zone.Origin, one.Data, null, true))]);
        var changes = new ZoneComparison(zone, current, zoneWanted) { Prunes = true, Types = Types }.Compare();
        // Nothing is sent if one of the records has no place.
        if (ZoneCheck.Run(zone.Origin, content.Records, changes).Made is [var conflict, ..]) throw conflict.ToException("dns_srv_add");
        return new MailClientRecordPlan(this, domain, zone, ZoneChangeOrder.Of(zone.Origin, content.Records, changes));
    }

    /// <summary>Plans one change of a record.</summary>
    public Task<WritePlan<DnsRecord>> PlanAsync(ZoneChange change, DnsZone zone, IWriteLog log, CancellationToken cancel)
    {
        records.Lookup.Trust(DnsZoneNoun.Instance, zone);
        return records.PlanAsync(change, new Reference<DnsZone>(zone.Id), new StepLog(log), cancel);
    }
}
