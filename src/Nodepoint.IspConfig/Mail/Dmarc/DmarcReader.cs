using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Mail.Dmarc;

/// <summary>Reads DMARC policies from the zones of the panel, and finds what is wrong with them.</summary>
/// <param name="lookup">The panel.</param>
/// <param name="contents">The content of the zones that the command works on.</param>
/// <param name="resolver">Finds records of other zones.</param>
internal sealed class DmarcReader(PanelLookup lookup, ZoneContents contents, IDnsResolver resolver)
{
    private readonly PublishedTexts _texts = new(new DomainTexts(lookup, contents), resolver);

    private DmarcDiscovery Discovery => field ??= new(_texts);

    private ReportAuthorization Authorization => field ??= new(_texts, Discovery);

    /// <summary>Reads the policy of a domain: its own, or that of its organizational domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel does not have a zone for the domain, or cannot be reached.</exception>
    public async Task<DmarcPolicy> ReadAsync(string domain, CancellationToken cancel)
    {
        var content = await FindZoneAsync(domain, cancel).ConfigureAwait(false);
        var problems = new List<string>();
        if (DomainTexts.WhyUnserved(content, DmarcDiscovery.NameOf(domain)) is { } unserved) problems.Add(unserved);
        var records = RecordsOf(content, domain);
        var served = ServedOf(records).ConvertAll(DomainTexts.TextOf);
        if (served.Count == 0 && records.Count > 0) problems.Add("The DMARC record is disabled. Use Set-NpDmarc.");
        if (served.Count > 1) problems.Add(string.Create(CultureInfo.InvariantCulture, $"There are {served.Count} DMARC records, so receivers use none of them (RFC 7489 6.6.3). Remove the wrong ones with Remove-NpDnsRecord."));
        try
        {
            // An alias can point to a record in another zone.
            var text = served.Count > 0 ? served[0] : await Discovery.FindOwnAsync(domain, cancel).ConfigureAwait(false);
            if (text is not null) return await DescribeAsync(domain, text, problems, cancel).ConfigureAwait(false);
            return await InheritAsync(domain, problems, cancel).ConfigureAwait(false);
        }
        catch (NoAnswerException problem)
        {
            problems.Add($"The policy could not be found. {problem.Message}");
            return new DmarcPolicy(domain) { Problems = [.. problems] };
        }
    }

    /// <summary>Finds the zone for the record of a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel does not have it, or cannot be reached.</exception>
    public Task<ZoneContent> FindZoneAsync(string domain, CancellationToken cancel) => _texts.Panel.GetZoneAsync(domain, cancel);

    /// <summary>Finds the zone for the record of a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The zone; null if the panel does not have it.</returns>
    public Task<ZoneContent?> TryFindZoneAsync(string domain, CancellationToken cancel) => _texts.Panel.FindZoneAsync(domain, cancel);

    /// <summary>The DMARC records of a domain, with those that are disabled or not valid.</summary>
    /// <param name="content">The zone.</param>
    /// <param name="domain">The domain.</param>
    public static List<DnsRecord> RecordsOf(ZoneContent content, string domain)
        => [.. DomainTexts.RecordsOf(content, DmarcDiscovery.NameOf(domain)).Where(static record => DomainTexts.TextOf(record).TrimStart().StartsWith("v=DMARC1", StringComparison.OrdinalIgnoreCase) || DmarcRecord.IsDmarc(DomainTexts.TextOf(record)))];

    /// <summary>The records that are served.</summary>
    /// <param name="records">The DMARC records of a domain.</param>
    public static List<DnsRecord> ServedOf(List<DnsRecord> records) => DomainTexts.ServedOf(records, DmarcRecord.IsDmarc);

    /// <summary>Finds the other domains that a policy sends reports to, although they do not agree.</summary>
    /// <param name="domain">The domain with the policy.</param>
    /// <param name="text">The policy.</param>
    /// <param name="cancel">Cancels the operation.</param>
    public async Task<IReadOnlyList<(string Receiver, string? Unknown)>> FindUnauthorizedAsync(string domain, string text, CancellationToken cancel)
        => DmarcRecord.TryParse(text) is { } record ? await Authorization.FindMissingAsync(domain, record, cancel).ConfigureAwait(false) : [];

    /// <summary>What to know about a domain that gets reports although it does not agree.</summary>
    /// <param name="domain">The domain with the policy.</param>
    /// <param name="receiver">The domain that gets the reports.</param>
    /// <param name="unknown">Why it could not be found out; null if it does not agree.</param>
    public static string Describe(string domain, string receiver, string? unknown) => unknown is null
        ? $"{receiver} gets no reports about {domain} until it has the TXT record {ReportAuthorization.NameOf(domain, receiver)}. with the text {ReportAuthorization.Text} (RFC 7489 7.1). Use Set-NpDmarc -AuthorizeReports if the panel has its zone, or ask its owner."
        : $"Whether {receiver} accepts reports about {domain} could not be found out. {unknown}";

    private async Task<DmarcPolicy> DescribeAsync(string domain, string text, List<string> problems, CancellationToken cancel)
    {
        problems.AddRange(DmarcCheck.Find(text).Select(static problem => $"The record {problem.Text}."));
        if (DmarcRecord.TryParse(text) is not { } record) return new DmarcPolicy(domain) { Record = text, Problems = [.. problems] };
        foreach (var (receiver, unknown) in await Authorization.FindMissingAsync(domain, record, cancel).ConfigureAwait(false)) problems.Add(Describe(domain, receiver, unknown));
        return DmarcPolicy.Of(domain, record, text) with { Problems = [.. problems] };
    }

    private async Task<DmarcPolicy> InheritAsync(string domain, List<string> problems, CancellationToken cancel)
    {
        var organization = await Discovery.FindOrganizationAsync(domain, cancel).ConfigureAwait(false);
        if (organization == domain || await Discovery.FindOwnAsync(organization, cancel).ConfigureAwait(false) is not { } text || DmarcRecord.TryParse(text) is not { } record)
        {
            problems.Add("There is no DMARC policy, so receivers decide themselves what to do with mail that fails. Use Set-NpDmarc.");
            return new DmarcPolicy(domain) { Problems = [.. problems] };
        }

        var policy = DmarcPolicy.Of(domain, record, text);
        return policy with { Policy = record.SubdomainPolicy, InheritedFrom = organization, Problems = [.. problems] };
    }
}
