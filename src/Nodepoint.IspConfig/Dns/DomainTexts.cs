using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>The TXT records of a name in the zones of the panel.</summary>
/// <param name="lookup">The panel.</param>
/// <param name="contents">The content of the zones that the command works on.</param>
internal sealed class DomainTexts(PanelLookup lookup, ZoneContents contents)
{
    /// <summary>The content of the zone for the records of a domain; null if the panel does not have it.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public async Task<ZoneContent?> FindZoneAsync(string domain, CancellationToken cancel)
        => await NearestZone.TryFindAsync(domain, lookup, cancel).ConfigureAwait(false) is { } zone ? await contents.OfAsync(zone, cancel).ConfigureAwait(false) : null;

    /// <summary>The content of the zone for the records of a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel does not have it, or cannot be reached.</exception>
    public async Task<ZoneContent> GetZoneAsync(string domain, CancellationToken cancel)
        => await FindZoneAsync(domain, cancel).ConfigureAwait(false) ?? throw new PanelException(FaultKind.NotFound, "dns_zone_get", $"A zone for domain '{domain}' was not found on panel '{lookup.Connection.Name}'. Check the name, or create the zone with New-NpDnsZone.");

    /// <summary>The TXT records of a name, with those that are disabled.</summary>
    /// <param name="content">The zone.</param>
    /// <param name="name">The absolute name.</param>
    public static IEnumerable<DnsRecord> RecordsOf(ZoneContent content, string name)
    {
        var fqdn = name.EndsWith('.') ? name : name + ".";
        return content.Records.Where(record => record.Type == DnsRecordType.TXT && record.Fqdn.Equals(fqdn, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The texts that name servers answer for a name; null if it is not in the zone, or is delegated to others.</summary>
    /// <param name="content">The zone.</param>
    /// <param name="name">The absolute name.</param>
    public static IReadOnlyList<string>? ServedBy(ZoneContent content, string name)
    {
        var (fqdn, origin) = (name.EndsWith('.') ? name : name + ".", content.Zone.Origin);
        if (!content.Zone.Active || !IsAtOrBelow(fqdn, origin)) return null;
        if (DelegationOf(content, fqdn) is not null) return null;
        var records = content.Records.Where(static record => record.Active).ToList();
        if (records.Exists(record => record.Type is DnsRecordType.CNAME or DnsRecordType.ALIAS or DnsRecordType.DNAME && IsAtOrBelow(fqdn, record.Fqdn))) return null;
        var own = records.FindAll(record => record.Fqdn.Equals(fqdn, StringComparison.OrdinalIgnoreCase));
        // A wildcard stands for names that do not exist (RFC 4592).
        if (own.Count == 0 && records.Exists(static record => record.Fqdn.StartsWith("*.", StringComparison.Ordinal))) return Wildcard(records, fqdn, origin);
        return [.. own.Where(static record => record.Type == DnsRecordType.TXT).Select(TextOf)];
    }

    /// <summary>Why name servers do not answer with the zone's record of a name, and what to do; null if they do.</summary>
    /// <param name="content">The zone.</param>
    /// <param name="name">The absolute name, without a trailing dot.</param>
    public static string? WhyUnserved(ZoneContent content, string name)
    {
        if (!content.Zone.Active) return $"Zone {content.Zone} is disabled, so name servers do not have the record. Use Enable-NpDnsZone.";
        return DelegationOf(content, name + ".") is { } cut ? $"{cut} is delegated to other name servers, so they do not answer with the record in zone {content.Zone}. Publish it in the zone {cut}" : null;
    }

    /// <summary>The records of a policy that are served. Receivers do not see a text that is not valid as a policy, so it counts only if there is no other.</summary>
    /// <param name="records">The records that are meant as the policy.</param>
    /// <param name="isPolicy">Whether receivers see a text as the policy.</param>
    public static List<DnsRecord> ServedOf(List<DnsRecord> records, Func<string, bool> isPolicy)
        => records.FindAll(record => record.Active && isPolicy(TextOf(record))) is [_, ..] valid ? valid : records.FindAll(static record => record.Active);

    /// <summary>The text of a TXT record.</summary>
    /// <param name="record">The record.</param>
    public static string TextOf(DnsRecord record) => record.Data is TxtData data ? data.Text : "";

    // The name at or above this one that the zone delegates; null for none.
    private static string? DelegationOf(ZoneContent content, string fqdn)
        => content.Records.FirstOrDefault(record => record is { Active: true, Type: DnsRecordType.NS } && record.Name != "@" && IsAtOrBelow(fqdn, record.Fqdn))?.Fqdn;

    private static List<string> Wildcard(List<DnsRecord> records, string fqdn, string origin)
    {
        for (var rest = fqdn; !rest.Equals(origin, StringComparison.OrdinalIgnoreCase) && rest.Contains('.', StringComparison.Ordinal);)
        {
            rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..];
            var found = records.FindAll(record => record.Fqdn.Equals("*." + rest, StringComparison.OrdinalIgnoreCase));
            if (found.Count > 0) return [.. found.Where(static record => record.Type == DnsRecordType.TXT).Select(TextOf)];
            // The closest name that exists decides.
            if (records.Exists(record => IsAtOrBelow(record.Fqdn, rest))) return [];
        }

        return [];
    }

    private static bool IsAtOrBelow(string name, string parent) => name.Equals(parent, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + parent, StringComparison.OrdinalIgnoreCase);
}
