using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Policies;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail;

/// <summary>Finds the zone and the TXT records for the DKIM of a mail domain, and whether they publish its key.</summary>
/// <param name="lookup">The panel.</param>
/// <param name="contents">The content of the zones that the command works on.</param>
internal sealed class DkimLookup(PanelLookup lookup, ZoneContents contents)
{
    /// <summary>The zone on the panel for the records of a domain: its own zone, or the nearest parent zone; null for none.</summary>
    public Task<DnsZone?> ZoneOfAsync(string domain, CancellationToken cancel) => NearestZone.TryFindAsync(domain, lookup, cancel);

    /// <summary>The TXT records of a selector in a zone.</summary>
    public static IEnumerable<DnsRecord> RecordsOf(ZoneContent content, string selector, string domain)
    {
        var fqdn = $"{selector}._domainkey.{domain}.";
        return content.Records.Where(record => record.Type == DnsRecordType.TXT && record.Fqdn.Equals(fqdn, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The keys that the active records of a selector publish.</summary>
    public static IReadOnlyList<DkimRecord> KeysOf(ZoneContent content, string selector, string domain)
        => [.. RecordsOf(content, selector, domain).Where(static record => record.Active).Select(static record => DkimRecord.TryParse(record.Data is TxtData text ? text.Text : "", out var key) ? key : null).OfType<DkimRecord>()];

    /// <summary>The DKIM state of a mail domain.</summary>
    public async Task<DkimStatus> StatusAsync(MailDomain domain, CancellationToken cancel)
    {
        var key = DkimStatus.KeyOf(domain);
        bool? published = null;
        string[] problems = [];
        if (key is not null && await ZoneOfAsync(domain.Domain, cancel).ConfigureAwait(false) is { } zone)
        {
            var content = await contents.OfAsync(zone, cancel).ConfigureAwait(false);
            // Verifiers use either of two keys, so that only one may be there.
            published = KeysOf(content, domain.DkimSelector, domain.Domain) is [var only] && only.Matches(key);
            problems = [.. ProblemsOf(RecordsOf(content, domain.DkimSelector, domain.Domain), key)];
        }

        return new DkimStatus(domain.Domain, domain.Dkim, domain.DkimSelector, key?.Bits ?? 0, $"{domain.DkimSelector}._domainkey.{domain.Domain}.", key is null ? "" : DkimRecord.For(key).Value, published) { Problems = problems };
    }

    private static IEnumerable<string> ProblemsOf(IEnumerable<DnsRecord> records, DkimKeyPair key)
    {
        var texts = records.Where(static record => record.Active).Select(static record => (record.Data as TxtData)?.Text ?? "").Where(DkimRecord.IsMeantBy).ToList();
        if (texts.Count > 1) yield return string.Create(CultureInfo.InvariantCulture, $"The selector has {texts.Count} keys, and verifiers use either.");
        foreach (var text in texts)
        {
            foreach (var problem in DkimCheck.Find(text)) yield return $"The record {problem.Text}.";
            if (DkimRecord.TryParse(text, out var published) && published is { IsRevoked: false } && !published.Matches(key)) yield return "The record has another key than the mail domain, so verifiers reject its signatures.";
        }
    }
}
