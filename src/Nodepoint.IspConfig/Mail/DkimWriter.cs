using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Sets, publishes, and removes DKIM keys: the key of a mail domain together with its TXT record. One writer serves the writes of one command.</summary>
/// <param name="domains">Writes mail domains.</param>
/// <param name="records">Writes DNS records.</param>
public sealed class DkimWriter(RecordWriter<MailDomain> domains, DnsRecordWriter records)
{
    private static readonly ColumnSet KeyColumns = ColumnSet.Empty.With(MailDomainNoun.DkimOrdinal).With(MailDomainNoun.DkimSelectorOrdinal).With(MailDomainNoun.DkimPublicKeyOrdinal);

    private readonly DkimLookup _dkim = new(domains.Lookup, records.Contents);

    /// <summary>Gets the DKIM state of a mail domain.</summary>
    /// <param name="domain">The mail domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The state.</returns>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    public Task<DkimStatus> StatusAsync(MailDomain domain, CancellationToken cancel) => _dkim.StatusAsync(domain, cancel);

    /// <summary>Plans to sign the mail of a domain: first the TXT record in its zone, then the key on the mail domain.</summary>
    /// <param name="signing">The key.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The mail domain or its zone was not found, or the panel cannot be reached.</exception>
    /// <exception cref="Nodepoint.IspConfig.Model.Rules.RuleException">The selector or the key is not valid.</exception>
    public async Task<WritePlan<MailDomain>> PlanSigningAsync(DkimSigning signing, IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(signing);
        var lookup = domains.Lookup;
        var before = await lookup.ReadAsync(MailDomainNoun.Instance, signing.Domain, cancel).ConfigureAwait(false);
        var selector = DkimSelector.Check(signing.Selector ?? before.DkimSelector);
        var own = selector == before.DkimSelector && !signing.NewKey ? DkimStatus.KeyOf(before) : null;
        var key = signing.Key ?? own ?? DkimKeyPair.Generate(signing.KeyLength);
        var zone = await _dkim.ZoneOfAsync(before.Domain, cancel).ConfigureAwait(false);
        if (zone is null && !signing.WithoutRecord) throw new PanelException(FaultKind.NotFound, "dns_zone_get", $"A zone for mail domain '{before.Domain}' was not found on panel '{lookup.Connection.Name}', so the key cannot be published and was not set. Create the zone, or use -NoRecord and publish the TXT record {selector}._domainkey.{before.Domain}. elsewhere.");

        // Published first: a signature whose key is not published yet fails verification.
        var publication = zone is null ? null : await PlanPublicationAsync(zone, before, selector, key, log, cancel).ConfigureAwait(false);
        var after = before with { Dkim = true, DkimSelector = selector, DkimPublicKey = key.PublicKeyPem, DkimPrivateKey = SecretText.From(key.ExportPrivateKeyPem()) };
        WritePlan<DnsRecord>[] publications = publication is null ? [] : [publication];
        var isNew = own is null || !MailDomainNoun.Instance.Differences(before, after).IsEmpty;
        var given = isNew ? KeyColumns.With(MailDomainNoun.DkimPrivateKeyOrdinal) : KeyColumns;
        var setting = await domains.PlanChangeAsync(new Change<MailDomain>(signing.Domain, after, given) { Before = before }, log, cancel).ConfigureAwait(false);
        var forgotten = zone is null ? [] : await PlanForgettingAsync(zone, before, selector, log, cancel).ConfigureAwait(false);
        var text = SigningText(before, selector, key, isNew, publication, own is null && signing.Key is null) + (forgotten.Count > 0 ? ", and remove the note of an earlier rotation from the record" : "");
        return new DkimPlan(text, "Change nothing, because it has this key already", setting, [.. publications, .. forgotten], isFirst: true)
        {
            Report = isNew ? $"Mail of mail domain {before} is signed with selector {selector}, {key.Bits} bits." : $"Mail of mail domain {before} is already signed with selector {selector}; nothing was sent.",
        };
    }

    /// <summary>Plans to sign the mail of a domain no longer: first the key is removed from the mail domain, then the TXT record from the zone.</summary>
    /// <param name="domain">The mail domain.</param>
    /// <param name="keepRecord">Whether the TXT record is kept, so that mail in transit can still be verified.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The mail domain was not found, or the panel cannot be reached.</exception>
    public async Task<WritePlan<MailDomain>> PlanRemovalAsync(Reference<MailDomain> domain, bool keepRecord, IWriteLog log, CancellationToken cancel)
    {
        var before = await domains.Lookup.ReadAsync(MailDomainNoun.Instance, domain, cancel).ConfigureAwait(false);
        var after = before with { Dkim = false, DkimPublicKey = "", DkimPrivateKey = null };
        var hasKey = before.Dkim || before.DkimPublicKey.Length > 0 || before.DkimPrivateKey is { Length: > 0 };
        var setting = await domains.PlanChangeAsync(new Change<MailDomain>(domain, after, hasKey ? KeyColumns.With(MailDomainNoun.DkimPrivateKeyOrdinal) : KeyColumns) { Before = before }, log, cancel).ConfigureAwait(false);
        var removals = new List<WritePlan<DnsRecord>>();
        if (!keepRecord && await _dkim.ZoneOfAsync(before.Domain, cancel).ConfigureAwait(false) is { } zone)
        {
            var content = await records.Contents.OfAsync(zone, cancel).ConfigureAwait(false);
            foreach (var record in DkimLookup.RecordsOf(content, before.DkimSelector, before.Domain).ToArray())
                removals.Add(await records.PlanRemovalAsync(new Reference<DnsRecord>(record), log, cancel).ConfigureAwait(false));
        }

        string[] parts = [.. hasKey ? [$"DKIM key with selector {before.DkimSelector}"] : Array.Empty<string>(), .. removals.Select(removal => $"TXT record {removal.Subject["DNS record ".Length..].Split(' ')[0]}")];
        return new DkimPlan($"Remove {string.Join(" and ", parts)}", $"Change nothing, because it has no DKIM key{(keepRecord ? "" : " and no TXT record of one")}", setting, removals, isFirst: false) { Report = $"Mail of mail domain {before} is no longer signed." };
    }

    private static string SigningText(MailDomain before, string selector, DkimKeyPair key, bool isNew, WritePlan<DnsRecord>? publication, bool isGenerated)
    {
        var setting = !isNew ? "" : (before.Dkim, before.DkimSelector == selector) switch
        {
            (false, _) => $"Set DKIM key with selector {selector}",
            (true, true) => $"Replace DKIM key of selector {selector}",
            _ => $"Set DKIM key, selector from {before.DkimSelector} to {selector}",
        };
        if (isNew && isGenerated) setting += string.Create(System.Globalization.CultureInfo.InvariantCulture, $" ({key.Bits} bits, generated when the command runs)");
        if (publication is null or { IsEmpty: true }) return setting;
        var record = $"{selector}._domainkey.{before.Domain}";
        var text = $"{(publication.Action == "Create" ? "publish" : "change")} TXT record {record}";
        return setting.Length > 0 ? $"{setting}, and {text}" : text.Capitalized();
    }

    // A rotation may have noted when the key that was in use can be removed. The note is wrong once the key is left or used in another way.
    private async Task<IReadOnlyList<WritePlan<DnsRecord>>> PlanForgettingAsync(DnsZone zone, MailDomain before, string selector, IWriteLog log, CancellationToken cancel)
    {
        if (selector == before.DkimSelector) return [];
        var content = await records.Contents.OfAsync(zone, cancel).ConfigureAwait(false);
        var plans = new List<WritePlan<DnsRecord>>();
        foreach (var record in DkimLookup.RecordsOf(content, before.DkimSelector, before.Domain).Concat(DkimLookup.RecordsOf(content, selector, before.Domain)).Where(static record => record.Id > 0 && DkimKeptKeys.NoteOf(record) is not null).ToArray())
            plans.Add(await records.PlanChangeAsync(new Reference<DnsRecord>(record), static (_, known) => DkimKeptKeys.WithoutNote(known), log, cancel).ConfigureAwait(false));
        return plans;
    }

    // Null if the record is in the zone already.
    private async Task<WritePlan<DnsRecord>?> PlanPublicationAsync(DnsZone zone, MailDomain before, string selector, DkimKeyPair key, IWriteLog log, CancellationToken cancel)
    {
        var domain = before.Domain;
        var content = await records.Contents.OfAsync(zone, cancel).ConfigureAwait(false);
        var existing = DkimLookup.RecordsOf(content, selector, domain).ToArray();
        if (DkimLookup.KeysOf(content, selector, domain).Count > 1) throw new PanelException(FaultKind.Conflict, "dns_txt_update", $"{selector}._domainkey.{domain}. has more than one DKIM key, and verifiers use either. Remove the wrong records with Remove-NpDnsRecord, or use another selector.");
        if (existing.Any(record => record.Active && DkimRecord.TryParse(record.Value, out var published) && published.Matches(key))) return null;
        // Without a signature of the panel, another signer may use the key.
        if ((!before.Dkim || DkimStatus.KeyOf(before) is null) && existing.FirstOrDefault(record => record.Active && DkimKeptKeys.NoteOf(record) is null && DkimRecord.TryParse(record.Value, out var other) && other.IsUsable && (DkimStatus.KeyOf(before) is not { } own || !other.Matches(own))) is not null)
            throw new PanelException(FaultKind.Conflict, "dns_txt_update", $"{selector}._domainkey.{domain}. has a DKIM key already, which is not the panel's: another server may sign with it. Use another -Selector, or remove the record with Remove-NpDnsRecord.");
        var data = DnsRecordData.Parse(DnsRecordType.TXT, DkimRecord.For(key).Value, null, zone.Origin);
        if (existing.Length > 0) return await records.PlanChangeAsync(new Reference<DnsRecord>(existing[0]), (_, record) => record with { Data = data, Active = true }, log, cancel).ConfigureAwait(false);
        domains.Lookup.Trust(DnsZoneNoun.Instance, zone);
        return await records.PlanAdditionAsync(new Reference<DnsZone>(zone.Id), found => new DnsRecord
        {
            Zone = found.Origin, ZoneId = found.Id, ServerId = found.ServerId, Type = DnsRecordType.TXT, Data = data,
        }.Named($"{selector}._domainkey.{domain}."), log, cancel).ConfigureAwait(false);
    }
}
