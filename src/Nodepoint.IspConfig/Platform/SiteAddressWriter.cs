using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.RecordData;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform;

/// <summary>Gives sites a name in a zone of the platform, whose address is that of the reverse proxy. One writer serves the writes of one command.</summary>
/// <param name="records">Writes DNS records.</param>
/// <param name="addresses">The addresses of the proxy.</param>
/// <param name="reserved">The labels that no site can have.</param>
internal sealed class SiteAddressWriter(DnsRecordWriter records, IReadOnlyList<string> addresses, IReadOnlyList<string> reserved)
{
    /// <summary>Checks the label of a site.</summary>
    /// <param name="label">The label.</param>
    /// <returns>The label in lower case and in punycode.</returns>
    /// <exception cref="RuleException">It is not a label of a host name.</exception>
    public static string CheckLabel(string label)
    {
        var typed = label.Trim();
        if (DomainText.TryToAscii(typed, out var ascii) is null && IsHostLabel(ascii)) return ascii;
        throw new RuleException(Rule.InvalidDomainName, $"{Excerpt.Of(label)} is not the label of a host name. Use 1 to 63 letters, digits, and hyphens, with no hyphen at either end, such as shop1.");
    }

    /// <summary>Plans the name of a site.</summary>
    /// <param name="label">The label, as <see cref="CheckLabel"/> returns it.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="skipExisting">Whether a name that has these addresses already is accepted.</param>
    /// <param name="log">Receives warnings, and tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="RuleException">The label is reserved.</exception>
    /// <exception cref="PanelException">The zone was not found, the name is in use, or the panel cannot be reached.</exception>
    public async Task<WritePlan<DnsRecord>> PlanAdditionAsync(string label, Reference<DnsZone> zone, bool skipExisting, IWriteLog log, CancellationToken cancel)
    {
        if (reserved.Any(other => other.Equals(label, StringComparison.OrdinalIgnoreCase)))
            throw new RuleException(Rule.NameReserved, $"The label '{DomainText.ToUnicode(label)}' is reserved by the platform profile. Use another label, or change the profile with Set-NpPlatform -ReservedLabel.");
        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        var name = $"{label}.{content.Zone.Origin}";
        var wanted = addresses.Select(Data).ToList();
        var used = content.Records.Where(record => IsWithin(record.Fqdn, name)).ToList();
        var isSame = used.Count > 0 && used.TrueForAll(record => record.Active && record.Fqdn.Equals(name, StringComparison.OrdinalIgnoreCase) && wanted.Exists(one => IsSame(one, record)));
        // An interrupted run may have added some of them.
        if (used.Count > 0 && !(isSame && (log.MayBeDone || (skipExisting && used.Count == wanted.Count)))) throw InUse(name, used);
        if (await FindZoneAsync(name, cancel).ConfigureAwait(false)) throw new PanelException(FaultKind.Duplicate, "dns_a_add", $"{name.TrimEnd('.')} is in use: panel '{records.Lookup.Connection.Name}' has a zone of this name. Use another label.");
        log.MarkChecked();
        var steps = new List<WritePlan<DnsRecord>>();
        foreach (var one in wanted.Where(one => !used.Exists(record => IsSame(one, record))))
            steps.Add(await records.PlanAdditionAsync(new Reference<DnsZone>(content.Zone.Id), found => new DnsRecord { Zone = found.Origin, ZoneId = found.Id, ServerId = found.ServerId, Type = one.Type, Data = one.Data, Ttl = 0 }.Named(name), log, cancel).ConfigureAwait(false));
        return new TextPlan(Subject(name), $"Create with {string.Join(" and ", wanted.Select(static one => $"{one.Type} {one.Data.Value}"))}", steps)
        {
            Nothing = "Change nothing, because it exists already", Report = $"{name.TrimEnd('.')} has the address {string.Join(" and ", addresses)}.", Warnings = steps.Count > 0 ? [.. Wildcards(content, name)] : [],
        };
    }

    /// <summary>Plans to remove the name of a site.</summary>
    /// <param name="label">The label, as <see cref="CheckLabel"/> returns it.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="force">Whether address records that do not point to the proxy are removed too.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The name was not found, it points elsewhere, or the panel cannot be reached.</exception>
    public async Task<WritePlan<DnsRecord>> PlanRemovalAsync(string label, Reference<DnsZone> zone, bool force, IWriteLog log, CancellationToken cancel)
    {
        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        var name = $"{label}.{content.Zone.Origin}";
        var existing = content.Records.Where(record => record.Type is DnsRecordType.A or DnsRecordType.AAAA && record.Fqdn.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (existing.Count == 0 && !log.MayBeDone) throw PanelException.NotFound("dns_rr_get_all_by_zone", $"the address record of {name.TrimEnd('.')}");
        var wanted = addresses.Select(Data).ToList();
        if (!force && existing.Find(record => !wanted.Exists(one => IsSame(one, record))) is { } other)
            throw new PanelException(FaultKind.Refused, "dns_a_delete", $"{name.TrimEnd('.')} has the address {other.Value}, which is not that of the proxy ({string.Join(", ", addresses)}), so it was not removed. To remove it nevertheless, use -Force.");
        log.MarkChecked();
        var steps = new List<WritePlan<DnsRecord>>();
        foreach (var record in existing) steps.Add(await records.PlanRemovalAsync(new Reference<DnsRecord>(record), log, cancel).ConfigureAwait(false));
        return new TextPlan(Subject(name), $"Remove {string.Join(" and ", existing.Select(static record => $"{record.Type} {record.Value}"))}", steps) { Nothing = "Change nothing, because an earlier run removed it", Report = $"{name.TrimEnd('.')} was removed." };
    }

    /// <summary>The address records of a site, as the command has left them.</summary>
    /// <param name="label">The label.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public async Task<IReadOnlyList<DnsRecord>> ReadAsync(string label, Reference<DnsZone> zone, CancellationToken cancel)
    {
        var content = await ContentAsync(zone, cancel).ConfigureAwait(false);
        return [.. content.Records.Where(record => record.Id > 0 && record.Type is DnsRecordType.A or DnsRecordType.AAAA && record.Fqdn.Equals($"{label}.{content.Zone.Origin}", StringComparison.OrdinalIgnoreCase))];
    }

    private static bool IsHostLabel(string label)
        => label.Length is > 0 and <= DomainText.LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(static one => char.IsAsciiLetterOrDigit(one) || one == '-')
            && (!label.StartsWith("xn--", StringComparison.Ordinal) || DomainText.ToUnicode(label) != label);

    private static bool IsWithin(string fqdn, string name) => fqdn.Equals(name, StringComparison.OrdinalIgnoreCase) || fqdn.EndsWith("." + name, StringComparison.OrdinalIgnoreCase);

    private static (DnsRecordType Type, DnsRecordData Data) Data(string address)
    {
        var type = address.Contains(':', StringComparison.Ordinal) ? DnsRecordType.AAAA : DnsRecordType.A;
        return (type, DnsRecordData.Parse(type, address, null, "example.com."));
    }

    private static bool IsSame((DnsRecordType Type, DnsRecordData Data) one, DnsRecord record) => record.Type == one.Type && record.Value == one.Data.Value;

    private static PanelException InUse(string name, List<DnsRecord> used)
        => new(FaultKind.Duplicate, "dns_a_add", $"{name.TrimEnd('.')} is in use: it has {string.Join(", ", used.Take(5).Select(record => $"the {record.Type} record {(record.Fqdn.Equals(name, StringComparison.OrdinalIgnoreCase) ? "" : $"of {record.Fqdn.TrimEnd('.')} ")}{Excerpt.Of(record.Value)}{(record.Active ? "" : " (disabled)")}"))}{(used.Count > 5 ? ", and more" : "")}. Use another label.");

    private static IEnumerable<string> Wildcards(ZoneContent content, string name)
        => content.Records.Where(record => record.Active && record.Fqdn.Equals("*." + content.Zone.Origin, StringComparison.OrdinalIgnoreCase)).GroupBy(static record => record.Fqdn)
            .Select(set => $"Until now, {set.Key.TrimEnd('.')} has answered for {name.TrimEnd('.')} with its {string.Join(", ", set.Select(static record => record.Type).Distinct())} records. It does not any more, for any type.");

    private static string Subject(string name) => $"site address {name.TrimEnd('.')}";

    private async Task<bool> FindZoneAsync(string name, CancellationToken cancel)
        => await records.Lookup.OnceAsync("zone of site", name, async () => await records.Lookup.Table(DnsZoneNoun.Instance).GetByKeyAsync(name, cancel).ConfigureAwait(false)).ConfigureAwait(false) is { Count: > 0 };

    private async Task<ZoneContent> ContentAsync(Reference<DnsZone> zone, CancellationToken cancel)
        => await records.Contents.OfAsync(await records.Lookup.FindAsync(DnsZoneNoun.Instance, zone, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
}
