using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform;

/// <summary>Publishes and withdraws the TXT records by which a certificate authority sees who controls a domain (ACME, DNS-01: RFC 8555 8.4). One writer serves the writes of one command.</summary>
/// <param name="records">Writes DNS records.</param>
internal sealed class AcmeChallengeWriter(DnsRecordWriter records)
{
    private const string Prefix = "_acme-challenge.";

    // The authority must not see the value of the last time.
    private const long Ttl = 60;

    // As many as resolvers follow.
    private const int MostAliases = 8;

    private const int LongestToken = 255;

    /// <summary>The full name of a domain's challenge.</summary>
    /// <param name="domain">The domain: example.com, *.example.com, or _acme-challenge.example.com.</param>
    /// <returns>The name, without a trailing dot.</returns>
    /// <exception cref="RuleException">It is not a domain name.</exception>
    public static string NameOf(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var name = domain.Trim().TrimEnd('.');
        if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) name = name[Prefix.Length..];
        if (name.StartsWith("*.", StringComparison.Ordinal)) name = name[2..];
        return DomainText.TryToAscii(name, out var ascii) is null && ascii.Contains('.', StringComparison.Ordinal) ? Prefix + ascii
            : throw new RuleException(Rule.InvalidDomainName, $"{Excerpt.Of(domain)} is not a full domain name. Use a name such as www.example.com, *.example.com, or _acme-challenge.example.com.");
    }

    /// <summary>Refuses a text that cannot be the value of a challenge: the digest of a key authorization in base64url.</summary>
    /// <param name="token">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="RuleException">It is not one.</exception>
    public static string CheckToken(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        var value = token.Trim();
        return value.Length is > 0 and <= LongestToken && value.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? value
            : throw new RuleException(Rule.InvalidText, "-Token is not the value of a DNS-01 challenge. Use the text that the ACME client gives for the TXT record: letters, digits, - and _ (RFC 8555 8.4).");
    }

    /// <summary>Plans to publish a value beside those that the name has already.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="token">The value.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan, the zone and the name of the record, and the record if it is there already.</returns>
    /// <exception cref="RuleException">The name is not valid.</exception>
    /// <exception cref="PanelException">The zone was not found, other records are in the way, or the panel cannot be reached.</exception>
    public async Task<(WritePlan<DnsRecord> Plan, DnsZone Zone, string Name, DnsRecord? Existing)> PlanAdditionAsync(string domain, string token, IWriteLog log, CancellationToken cancel)
    {
        var (content, name) = await FindAsync(domain, cancel).ConfigureAwait(false);
        log.MarkChecked();
        var existing = DomainTexts.RecordsOf(content, name).ToList();
        List<WritePlan<DnsRecord>> steps = [];
        var same = existing.Find(record => DomainTexts.TextOf(record) == token);
        if (same is { Active: false }) steps.Add(await records.PlanChangeAsync(new Reference<DnsRecord>(same), static (_, record) => record with { Active = true }, log, cancel).ConfigureAwait(false));
        if (same is null)
        {
            records.Lookup.Trust(DnsZoneNoun.Instance, content.Zone);
            // Values of one name share their time to live.
            var ttl = existing.Count > 0 ? 0 : Ttl;
            steps.Add(await records.PlanAdditionAsync(new Reference<DnsZone>(content.Zone.Id), zone => new DnsRecord
            {
                Zone = zone.Origin, ZoneId = zone.Id, ServerId = zone.ServerId, Type = DnsRecordType.TXT, Data = TxtData.OfText(token), Ttl = ttl,
            }.Named(name + "."), log, cancel).ConfigureAwait(false));
        }

        return (new TextPlan(Subject(name), "Publish its value", steps) { Nothing = "Change nothing, because it has this value already", Report = $"{Subject(name)} was published in zone {content.Zone}." }, content.Zone, name, same);
    }

    /// <summary>Plans to withdraw values.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="token">The value; null for all.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan, which is empty if there is no such value.</returns>
    /// <exception cref="RuleException">The name is not valid.</exception>
    /// <exception cref="PanelException">The zone was not found, or the panel cannot be reached.</exception>
    public async Task<WritePlan<DnsRecord>> PlanRemovalAsync(string domain, string? token, IWriteLog log, CancellationToken cancel)
    {
        var (content, name) = await FindAsync(domain, cancel).ConfigureAwait(false);
        log.MarkChecked();
        List<WritePlan<DnsRecord>> steps = [];
        foreach (var record in DomainTexts.RecordsOf(content, name).Where(record => token is null || DomainTexts.TextOf(record) == token).ToList())
            steps.Add(await records.PlanRemovalAsync(new Reference<DnsRecord>(record), log, cancel).ConfigureAwait(false));
        return new TextPlan(Subject(name), steps.Count > 1 ? $"Withdraw {steps.Count} values" : "Withdraw its value", steps) { Nothing = "Change nothing, because it does not have such a value", Report = $"{Subject(name)} was withdrawn from zone {content.Zone}." };
    }

    // Where the name of the challenge is an alias, the authority looks for the value at the alias's target.
    private async Task<(ZoneContent Content, string Name)> FindAsync(string domain, CancellationToken cancel)
    {
        var first = NameOf(domain);
        var name = first;
        for (var aliases = 0; aliases <= MostAliases; aliases++)
        {
            if (await NearestZone.TryFindAsync(name, records.Lookup, cancel).ConfigureAwait(false) is not { } zone)
            {
                throw new PanelException(FaultKind.NotFound, "dns_zone_get", name == first
                    ? $"A zone for {name} was not found on panel '{records.Lookup.Connection.Name}'. Create the zone, or publish the challenge where it is."
                    : $"{first} is an alias of {name}, for which no zone was found on panel '{records.Lookup.Connection.Name}'. Publish the challenge where that zone is.");
            }

            var content = await records.Contents.OfAsync(zone, cancel).ConfigureAwait(false);
            if (content.Records.FirstOrDefault(record => record is { Active: true, Type: DnsRecordType.CNAME } && record.Fqdn.Equals(name + ".", StringComparison.OrdinalIgnoreCase)) is not { } alias) return (content, name);
            name = alias.Value.EndsWith('.') ? alias.Value.TrimEnd('.') : $"{alias.Value}.{zone.Origin.TrimEnd('.')}";
        }

        throw new PanelException(FaultKind.Conflict, "dns_zone_get", $"{first} is an alias of {name}, which is an alias again, and so on. Correct the CNAME records.");
    }

    private static string Subject(string name) => $"ACME challenge {name}";
}
