using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Mail;
using Nodepoint.IspConfig.Mail.Dmarc;
using Nodepoint.IspConfig.Mail.Spf;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Sites;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>Reads customers' domains as a whole. One reader serves the domains of one command.</summary>
/// <param name="lookup">The panel.</param>
internal sealed class HostedDomainReader(PanelLookup lookup)
{
    // Names of addresses are nobody's domains.
    private const string ReverseTree = ".arpa";

    private readonly ZoneContents _contents = new(lookup);

    /// <summary>Finds the domains that the panel has a zone, a mail domain, or a website for.</summary>
    /// <param name="like">The beginning of their names in the panel's wildcards (%), or a whole name.</param>
    /// <param name="matches">Whether a name is wanted.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The parts of each domain, ordered by name.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<IReadOnlyList<DomainParts>> FindAsync(string like, Func<string, bool> matches, CancellationToken cancel)
    {
        var (zones, mails, sites) = (ListAsync(DnsZoneNoun.Instance, like), ListAsync(MailDomainNoun.Instance, like), ListAsync(WebsiteNoun.Instance, like));
        await Task.WhenAll(zones, mails, sites).ConfigureAwait(false);
        var found = new SortedDictionary<string, DomainParts>(StringComparer.Ordinal);
        foreach (var zone in await zones.ConfigureAwait(false)) Add(zone.Origin.TrimEnd('.'), parts => parts with { Zone = zone });
        foreach (var mail in await mails.ConfigureAwait(false)) Add(mail.Domain, parts => parts with { MailDomain = mail });
        foreach (var site in await sites.ConfigureAwait(false)) Add(site.Domain, parts => parts with { Website = site });
        return [.. found.Values];

        void Add(string name, Func<DomainParts, DomainParts> add)
        {
            if (matches(name)) found[name] = add(found.GetValueOrDefault(name) ?? new DomainParts(name));
        }

        async Task<List<T>> ListAsync<T>(PanelNoun<T> noun, string filter) where T : PanelObject
            => filter.Contains('%', StringComparison.Ordinal)
                ? (await lookup.Table(noun).ListLikeAsync([new(noun.Columns[noun.KeyOrdinal].Name, filter)], cancel).ConfigureAwait(false)).FindAll(one => !noun.KeyOf(one).TrimEnd('.').EndsWith(ReverseTree, StringComparison.Ordinal))
                : [.. await lookup.Table(noun).GetByKeyAsync(filter, cancel).ConfigureAwait(false)];
    }

    /// <summary>Reads what belongs to a domain.</summary>
    /// <param name="parts">The parts of the domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<HostedDomain> ReadAsync(DomainParts parts, CancellationToken cancel)
    {
        var (domain, problems) = (parts.Domain, new List<(Verdict State, string Text)>());
        var content = parts.Zone is { } zone ? await _contents.OfAsync(zone, cancel).ConfigureAwait(false) : null;
        var mailboxes = parts.MailDomain is { } mail ? await lookup.Table(MailboxNoun.Instance).ListWithinAsync(mail, cancel).ConfigureAwait(false) : [];
        var users = parts.Website is { } site ? await lookup.Table(FtpUserNoun.Instance).ListWithinAsync(site, cancel).ConfigureAwait(false) : [];
        var served = content?.Records.Where(record => record.Active && record.Fqdn.Equals(domain + ".", StringComparison.OrdinalIgnoreCase)).ToList() ?? [];
        string[] Values(params DnsRecordType[] types) => [.. served.Where(record => types.Contains(record.Type)).OrderBy(static record => record.Priority ?? 0).Select(static record => record.Type == DnsRecordType.MX ? string.Create(CultureInfo.InvariantCulture, $"{record.Priority} {record.Value}") : record.Value)];
        await CheckPartsAsync(parts, served, problems, cancel).ConfigureAwait(false);
        var found = new HostedDomain(domain)
        {
            Client = await OwnerOfAsync(parts, cancel).ConfigureAwait(false), HasZone = content is not null, Serial = parts.Zone?.Serial,
            NameServers = Values(DnsRecordType.NS), Addresses = Values(DnsRecordType.A, DnsRecordType.AAAA), MailExchangers = Values(DnsRecordType.MX),
            HasMailDomain = parts.MailDomain is not null, Mailboxes = [.. mailboxes.Select(static box => box.Email).Order(StringComparer.Ordinal)],
            HasWebsite = parts.Website is not null, FtpUsers = [.. users.Select(static user => user.Username).Order(StringComparer.Ordinal)],
            Dkim = await DkimAsync(parts, problems, cancel).ConfigureAwait(false),
            Spf = content is null ? null : PolicyState(domain, "SPF", "Set-NpSpf", SpfReader.ServedOf(SpfReader.RecordsOf(content, domain)), text => SpfCheck.Find(text, domain + "."), problems),
            Dmarc = content is null ? null : PolicyState(domain, "DMARC", "Set-NpDmarc", DmarcReader.ServedOf(DmarcReader.RecordsOf(content, domain)), DmarcCheck.Find, problems),
        };
        return found with { Problems = [.. problems.Select(static problem => problem.Text)], Verdict = problems.Count == 0 ? Verdict.Pass : problems.Max(static problem => problem.State) };
    }

    private async Task CheckPartsAsync(DomainParts parts, List<DnsRecord> served, List<(Verdict, string)> problems, CancellationToken cancel)
    {
        var owners = parts.Objects.Where(static part => part.OwnerGroupId > 0).Select(static part => part.OwnerGroupId).Distinct().ToList();
        if (owners.Count > 1)
        {
            var names = new List<string>();
            foreach (var group in owners) names.Add(await lookup.ClientNameAsync(group, cancel).ConfigureAwait(false) is { Length: > 0 } name ? $"client {name}" : "the administrator");
            problems.Add((Verdict.Warn, $"Its parts belong to different owners: {string.Join(", ", names)}. Change the owner with the -Client parameter of the Set- cmdlets."));
        }

        if (parts.Zone is { Active: false }) problems.Add((Verdict.Fail, "The zone is disabled. Use Enable-NpDnsZone."));
        if (parts.MailDomain is { Active: false }) problems.Add((Verdict.Fail, "The mail domain is disabled. Use Enable-NpMailDomain."));
        if (parts.Website is { Active: false }) problems.Add((Verdict.Fail, "The website is disabled. Use Enable-NpWebsite."));
        if (parts.Zone is null) return;
        if (!served.Exists(static record => record.Type == DnsRecordType.NS)) problems.Add((Verdict.Fail, "The zone has no NS records. Add them with New-NpDnsRecord."));
        if (parts.MailDomain is not null && !served.Exists(static record => record.Type == DnsRecordType.MX)) problems.Add((Verdict.Fail, "The zone has no MX record, so the mail domain receives no mail. Add one with New-NpDnsRecord."));
        if (parts.Website is not null && !served.Exists(static record => record.Type is DnsRecordType.A or DnsRecordType.AAAA or DnsRecordType.ALIAS)) problems.Add((Verdict.Fail, "The zone has no A or AAAA record, so the website cannot be reached. Add one with New-NpDnsRecord."));
    }

    private async Task<Verdict?> DkimAsync(DomainParts parts, List<(Verdict, string)> problems, CancellationToken cancel)
    {
        if (parts is not { MailDomain: { } mail, Zone: { } zone }) return null;
        NearestZone.Trust(zone, lookup);
        var status = await new DkimLookup(lookup, _contents).StatusAsync(mail, cancel).ConfigureAwait(false);
        if (!status.Enabled) return State(Verdict.Warn, $"Mail is not signed. Use Set-NpDkim {parts.Domain}.", problems);
        if (status.Published is not true) return State(Verdict.Fail, $"The zone does not publish the DKIM key of selector {status.Selector}. Use Set-NpDkim {parts.Domain}.", problems);
        return status.Problems is [var first, ..] ? State(Verdict.Fail, $"DKIM: {first}", problems) : Verdict.Pass;
    }

    private static Verdict PolicyState(string domain, string kind, string cmdlet, List<DnsRecord> served, Func<string, IEnumerable<PolicyProblem>> check, List<(Verdict, string)> problems)
    {
        if (served.Count == 0) return State(Verdict.Warn, $"There is no {kind} policy. Use {cmdlet} {domain}.", problems);
        if (served.Count > 1) return State(Verdict.Fail, string.Create(CultureInfo.InvariantCulture, $"There are {served.Count} {kind} records, so receivers use none of them. Remove the wrong ones with Remove-NpDnsRecord."), problems);
        var found = check(DomainTexts.TextOf(served[0])).ToList();
        if (found.Find(static problem => problem.IsFatal) is { } wrong) return State(Verdict.Fail, $"The {kind} policy {wrong.Text}. Use {cmdlet} {domain}.", problems);
        return found.OrderBy(static problem => problem.IsAdvice).FirstOrDefault() is { } advice ? State(Verdict.Warn, $"The {kind} policy {advice.Text}.", problems) : Verdict.Pass;
    }

    private static Verdict State(Verdict state, string text, List<(Verdict, string)> problems)
    {
        problems.Add((state, text));
        return state;
    }

    private async Task<string?> OwnerOfAsync(DomainParts parts, CancellationToken cancel)
        => parts.Objects.FirstOrDefault(static part => part.OwnerGroupId > 0) is { } owned ? await lookup.ClientNameAsync(owned.OwnerGroupId, cancel).ConfigureAwait(false) : null;
}
