using System.Globalization;
using System.Text;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Mail.Spf;

/// <summary>Reads SPF policies from the zones of the panel, and finds what is wrong with them.</summary>
/// <param name="lookup">The panel.</param>
/// <param name="contents">The content of the zones that the command works on.</param>
/// <param name="resolver">Finds records of other zones.</param>
internal sealed class SpfReader(PanelLookup lookup, ZoneContents contents, IDnsResolver resolver)
{
    // With more, the answer may not fit into a UDP packet of 512 bytes (RFC 7208 3.4).
    private const int LongestAnswer = 450;

    private readonly PublishedTexts _texts = new(new DomainTexts(lookup, contents), resolver);

    /// <summary>Reads the policy of a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel does not have a zone for the domain, or cannot be reached.</exception>
    public async Task<SpfPolicy> ReadAsync(string domain, CancellationToken cancel)
    {
        var content = await FindZoneAsync(domain, cancel).ConfigureAwait(false);
        var problems = new List<string>();
        if (DomainTexts.WhyUnserved(content, domain) is { } unserved) problems.Add(unserved);
        var records = RecordsOf(content, domain);
        var served = ServedOf(records);
        if (served.Count == 0) problems.Add(records.Count > 0 ? "The SPF record is disabled. Use Set-NpSpf." : "There is no SPF record, so receivers cannot tell which servers may send mail for the domain. Use Set-NpSpf.");
        if (served.Count > 1) problems.Add(string.Create(CultureInfo.InvariantCulture, $"There are {served.Count} SPF records, so receivers treat the policy as an error (RFC 7208 4.5). Use Set-NpSpf -Record to replace them with one."));
        if (served.Count == 0) return new SpfPolicy(domain) { Problems = [.. problems] };
        var text = DomainTexts.TextOf(served[0]);
        problems.AddRange(SpfCheck.Find(text, domain + ".").Where(static problem => problem.Kind != DnsConflictKind.SpfLookups).Select(static problem => $"The record {problem.Text}."));
        if (SpfPolicy.TryRead(domain, text) is not { } policy) return new SpfPolicy(domain) { Record = text, Problems = [.. problems] };
        var lookups = await CountAsync(SpfRecord.Parse(text), domain, cancel).ConfigureAwait(false);
        problems.AddRange(lookups.Errors);
        problems.AddRange(lookups.Unknown);
        if (policy.All is null && policy.Redirect.Length == 0) problems.Add("The record does not say what to do with mail from other servers. Use Set-NpSpf -All Fail or -All SoftFail.");
        if (TooLong(content, domain, null, "") is { } tooLong) problems.Add(tooLong);
        return policy with { LookupCount = lookups.Count, Problems = [.. problems] };
    }

    /// <summary>Finds the zone for the record of a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel does not have it, or cannot be reached.</exception>
    public Task<ZoneContent> FindZoneAsync(string domain, CancellationToken cancel) => _texts.Panel.GetZoneAsync(domain, cancel);

    /// <summary>The SPF records of a domain, with those that are disabled or not valid.</summary>
    /// <param name="content">The zone.</param>
    /// <param name="domain">The domain.</param>
    public static List<DnsRecord> RecordsOf(ZoneContent content, string domain)
        => [.. DomainTexts.RecordsOf(content, domain).Where(static record => DomainTexts.TextOf(record) is var text && text.StartsWith(SpfRecord.Version, StringComparison.OrdinalIgnoreCase) && (text.Length == SpfRecord.Version.Length || !char.IsAsciiLetterOrDigit(text[SpfRecord.Version.Length])))];

    /// <summary>The records that are served.</summary>
    /// <param name="records">The SPF records of a domain.</param>
    public static List<DnsRecord> ServedOf(List<DnsRecord> records) => DomainTexts.ServedOf(records, SpfRecord.IsSpf);

    /// <summary>Counts the look-ups of a record, also through records of the panel that are not published yet.</summary>
    /// <param name="record">The record.</param>
    /// <param name="domain">Its domain.</param>
    /// <param name="cancel">Cancels the look-ups.</param>
    public Task<SpfLookupCount> CountAsync(SpfRecord record, string domain, CancellationToken cancel) => new SpfLookupCounter(_texts.FindAsync).CountAsync(record, domain, cancel);

    /// <summary>What to know about a domain whose texts are too long for some receivers; null if they are not.</summary>
    /// <param name="content">The zone.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="replaced">The record that gets another text; null for none.</param>
    /// <param name="text">That text.</param>
    public static string? TooLong(ZoneContent content, string domain, DnsRecord? replaced, string text)
    {
        var others = DomainTexts.RecordsOf(content, domain).Where(record => record.Active && record.Id != replaced?.Id).Sum(static record => Encoding.UTF8.GetByteCount(DomainTexts.TextOf(record)));
        return domain.Length + others + text.Length is > LongestAnswer and var bytes
            ? string.Create(CultureInfo.InvariantCulture, $"The TXT records of {domain} have {bytes} bytes with their name. With more than {LongestAnswer}, the answer may not fit into a UDP packet, and some receivers do not get it (RFC 7208 3.4). Move parts of the policy to a record of their own, with include.")
            : null;
    }
}
