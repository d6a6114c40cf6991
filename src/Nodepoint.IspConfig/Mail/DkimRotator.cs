using System.Globalization;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Plans the rotation of DKIM keys, and the removal of what rotations have left. One serves the writes of one command.</summary>
/// <param name="domains">Writes mail domains.</param>
/// <param name="records">Writes DNS records.</param>
/// <param name="wait">Waits for name servers.</param>
internal sealed class DkimRotator(RecordWriter<MailDomain> domains, DnsRecordWriter records, TextWait wait)
{
    private static readonly ColumnSet KeyColumns = ColumnSet.Empty.With(MailDomainNoun.DkimOrdinal).With(MailDomainNoun.DkimSelectorOrdinal).With(MailDomainNoun.DkimPublicKeyOrdinal).With(MailDomainNoun.DkimPrivateKeyOrdinal);

    private readonly DkimLookup _dkim = new(domains.Lookup, records.Contents);
    private readonly KeyedQueue<object> _serials = new();

    /// <summary>Waits for name servers.</summary>
    public TextWait Wait => wait;

    /// <summary>Writes DNS records.</summary>
    public DnsRecordWriter Records => records;

    /// <summary>Plans a rotation from what the panel has now, whatever an earlier run has done of it.</summary>
    /// <param name="rotation">The rotation.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The mail domain or its zone was not found, the selector is used by another key, or the panel cannot be reached.</exception>
    /// <exception cref="RuleException">The mail domain is not signed, or the selector is not valid.</exception>
    public async Task<DkimRotationPlan> PlanAsync(DkimRotation rotation, IWriteLog log, CancellationToken cancel)
    {
        var selector = DkimSelector.Check(rotation.Selector);
        var before = await domains.Lookup.ReadAsync(MailDomainNoun.Instance, rotation.Domain, cancel).ConfigureAwait(false);
        if (!before.Dkim || DkimStatus.KeyOf(before) is not { } current)
            throw new RuleException(Rule.DkimKeyMissing, $"Mail domain {before} has no DKIM key that could be rotated, because its mail is not signed. Run Set-NpDkim {before} -Selector {selector} first.");
        var name = $"{selector}._domainkey.{before.Domain}.";
        if (await _dkim.ZoneOfAsync(before.Domain, cancel).ConfigureAwait(false) is not { } zone)
            throw new PanelException(FaultKind.NotFound, "dns_zone_get", $"A zone for mail domain '{before.Domain}' was not found on panel '{domains.Lookup.Connection.Name}', so nothing was sent: the new key has to be published as the TXT record {name} elsewhere. Run $key = New-NpDkimKey {selector}, publish $key.RecordValue there, wait until the name servers have it, and run Set-NpDkim {before.Domain} -Selector {selector} -PrivateKey $key.PrivateKey -NoRecord.");
        if (!zone.Active) throw new PanelException(FaultKind.Conflict, "dns_zone_get", $"Zone {zone} of mail domain '{before.Domain}' is disabled, so its name servers do not publish keys, and nothing was sent. Run Enable-NpDnsZone {zone} first.");
        log.MarkChecked();
        var content = await records.Contents.OfAsync(zone, cancel).ConfigureAwait(false);
        var now = domains.Lookup.Connection.Time.GetUtcNow();
        var expired = DkimKeptKeys.FindExpired(content, before, now).ToList();
        if (selector == before.DkimSelector)
        {
            if (!DkimLookup.KeysOf(content, selector, before.Domain).Any(key => key.Matches(current))) log.Warn($"Mail domain {before} is signed with selector {selector}, but its key is not published in zone {zone}. Run Set-NpDkim {before}.");
            return new DkimRotationPlan(this, before, zone) { Expired = expired, Selector = selector };
        }

        var key = DkimKeyPair.Generate(rotation.KeyLength);
        var expiry = now + wait.Limit + rotation.KeepOldFor;
        return new DkimRotationPlan(this, before, zone)
        {
            // The record of the key in use gets another note, and that of the new selector is replaced or refused below.
            Expired = [.. expired.Where(one => one.Selector != selector && !one.Selector.Equals(before.DkimSelector, StringComparison.OrdinalIgnoreCase))],
            Selector = selector,
            Key = key,
            Published = FindReplaced(content, selector, before.Domain),
            Publication = new DkimNote(IsNew: true, expiry).AddTo(DkimRecord.For(key)),
            Old = FindOld(content, before, current, log),
            OldNote = new DkimNote(IsNew: false, expiry),
            KeepOldFor = rotation.KeepOldFor,
            Setting = await PlanSettingAsync(before, selector, key, log, cancel).ConfigureAwait(false),
        };
    }

    /// <summary>Plans to remove the records that rotations have left and whose time is over.</summary>
    /// <param name="domain">The mail domain.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The mail domain was not found, or the panel cannot be reached.</exception>
    public async Task<DkimRotationPlan> PlanExpiredRemovalAsync(Reference<MailDomain> domain, IWriteLog log, CancellationToken cancel)
    {
        var before = await domains.Lookup.ReadAsync(MailDomainNoun.Instance, domain, cancel).ConfigureAwait(false);
        log.MarkChecked();
        var zone = await _dkim.ZoneOfAsync(before.Domain, cancel).ConfigureAwait(false);
        var content = zone is null ? null : await records.Contents.OfAsync(zone, cancel).ConfigureAwait(false);
        return new DkimRotationPlan(this, before, zone) { Expired = content is null ? [] : [.. DkimKeptKeys.FindExpired(content, before, domains.Lookup.Connection.Time.GetUtcNow())] };
    }

    /// <summary>Plans to sign the mail of a domain with a key.</summary>
    public Task<WritePlan<MailDomain>> PlanSettingAsync(MailDomain before, string selector, DkimKeyPair key, IWriteLog log, CancellationToken cancel)
        => domains.PlanChangeAsync(new Change<MailDomain>(new Reference<MailDomain>(before.Id), before with { Dkim = true, DkimSelector = selector, DkimPublicKey = key.PublicKeyPem, DkimPrivateKey = SecretText.From(key.ExportPrivateKeyPem()) }, KeyColumns) { Before = before }, log, cancel);

    /// <summary>Reads the mail domain again after the wait, and refuses to change it if it or the new record was changed in the meantime.</summary>
    public async Task<MailDomain> ReadUnchangedAsync(MailDomain before, DnsZone zone, DnsRecord published, DkimKeyPair key, CancellationToken cancel)
    {
        var now = await domains.Lookup.ReadAsync(MailDomainNoun.Instance, new Reference<MailDomain>(before.Id), cancel).ConfigureAwait(false);
        var record = (await records.Table.OfZoneAsync(zone, cancel).ConfigureAwait(false)).Find(one => one.Id == published.Id);
        if (now.Domain != before.Domain || now.Dkim != before.Dkim || now.DkimSelector != before.DkimSelector || now.DkimPublicKey != before.DkimPublicKey)
            throw new PanelException(FaultKind.Conflict, "mail_domain_get", $"The DKIM key of mail domain {before} was changed by someone else during the rotation, so it was left as it is now. Check it with Get-NpDkim {before}.");
        if (record is not { Active: true, Data: TxtData text } || !DkimRecord.TryParse(text.Text, out var stored) || !stored.Matches(key))
            throw new PanelException(FaultKind.Conflict, "dns_rr_get_all_by_zone", $"The TXT record {published.Fqdn} was changed by someone else during the rotation, so mail domain {before} keeps its key. Run the command again.");
        return now;
    }

    /// <summary>Raises the serial of a zone, so that its name servers get the new record. Rows of one zone take turns: each raises it after its own change.</summary>
    public async Task RaiseSerialAsync(DnsZone zone, CancellationToken cancel)
    {
        using var turn = await _serials.EnterAsync(zone.Origin, cancel).ConfigureAwait(false);
        await records.Serials.TouchAsync(zone).ConfigureAwait(false);
        await records.Serials.RaiseAsync(zone, cancel).ConfigureAwait(false);
    }

    /// <summary>Plans to publish the new key: as a new record, or in place of what an interrupted rotation has published.</summary>
    public Task<WritePlan<DnsRecord>> PlanPublicationAsync(DkimRotationPlan plan, IWriteLog log, CancellationToken cancel)
    {
        var (zone, data) = (plan.Zone!, TxtData.OfText(plan.Publication!.Value));
        if (plan.Published is { } published) return records.PlanChangeAsync(new Reference<DnsRecord>(published), (_, record) => record with { Data = data, Active = true }, log, cancel);
        domains.Lookup.Trust(DnsZoneNoun.Instance, zone);
        return records.PlanAdditionAsync(new Reference<DnsZone>(zone.Id), found => new DnsRecord
        {
            Zone = found.Origin, ZoneId = found.Id, ServerId = found.ServerId, Type = DnsRecordType.TXT, Data = data,
        }.Named(plan.Name), log, cancel);
    }

    /// <summary>Plans to note in the record of the old key until when it is kept.</summary>
    public Task<WritePlan<DnsRecord>> PlanNoteAsync(DkimRotationPlan plan, IWriteLog log, CancellationToken cancel)
        => records.PlanChangeAsync(new Reference<DnsRecord>(plan.Old!), (_, record) => DkimKeptKeys.WithNote(record, plan.OldNote!), log, cancel);

    /// <summary>Plans to remove a record whose time is over, or to change its note.</summary>
    public Task<WritePlan<DnsRecord>> PlanEndAsync(DkimKeptKey key, IWriteLog log, CancellationToken cancel)
        => key.Renoted is { } renoted ? records.PlanChangeAsync(new Reference<DnsRecord>(key.Record), (_, record) => record with { Data = renoted.Data }, log, cancel)
            : records.PlanRemovalAsync(new Reference<DnsRecord>(key.Record), log, cancel);

    // What an interrupted rotation has published. Its private key is lost, and no mail was signed with it.
    private static DnsRecord? FindReplaced(ZoneContent content, string selector, string domain)
    {
        var name = $"{selector}._domainkey.{domain}.";
        if (content.Records.Any(record => record.Type is DnsRecordType.CNAME or DnsRecordType.ALIAS && record.Fqdn.Equals(name, StringComparison.OrdinalIgnoreCase))) throw Used($"{name} is an alias");
        var existing = DkimLookup.RecordsOf(content, selector, domain).Where(static record => record.Data is TxtData text && DkimRecord.IsMeantBy(text.Text)).ToList();
        if (existing is []) return null;
        return existing.Count > 1 ? throw Used($"{name} has more than one DKIM key")
            : DkimKeptKeys.NoteOf(existing[0]) switch
            {
                { IsNew: true } => existing[0],
                { IsNew: false } note => throw Used(string.Create(CultureInfo.InvariantCulture, $"{name} has the key that was in use before, and is kept until {note.Expiry:yyyy-MM-dd HH:mm}Z")),
                null => throw Used($"{name} has a DKIM key already, which no rotation has published"),
            };

        static PanelException Used(string what) => new(FaultKind.Conflict, "dns_txt_add", $"{what}. Nothing was sent. Use another selector.");
    }

    private static DnsRecord? FindOld(ZoneContent content, MailDomain before, DkimKeyPair current, IWriteLog log)
    {
        foreach (var record in DkimLookup.RecordsOf(content, before.DkimSelector, before.Domain))
        {
            if (!record.Active || record.Data is not TxtData text || !DkimRecord.TryParse(text.Text, out var key) || !key.Matches(current)) continue;
            if (key.IsUsable) return record;
            log.Warn($"The TXT record {record.Fqdn} has a key that receivers do not use, so no time is noted in it. Remove it with Remove-NpDnsRecord after the rotation.");
        }

        return null;
    }
}
