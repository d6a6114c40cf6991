using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Platform;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Compares the records of a server with those of the panel.</summary>
/// <param name="zone">The zone on the panel.</param>
/// <param name="server">The server, for the findings.</param>
internal sealed class RecordComparison(ExpectedZone zone, TestedServer server)
{
    private const string Reload = "If the change is recent, wait with Wait-NpDnsZone. Otherwise raise the serial with Update-NpDnsSerial, so that the servers load the zone again, and check the name server's log.";

    /// <summary>Compares.</summary>
    /// <param name="found">The records of the server.</param>
    public IEnumerable<DnsFinding> Compare(FoundRecords found)
    {
        foreach (var set in zone.Sets)
        {
            // What is below a delegation is not served, but for the addresses of its servers.
            if (zone.CutOf(set.Name) is { } cut && !IsServedBelow(cut, set)) continue;
            foreach (var finding in Compare(set, found.Find(set.Name, set.QueryType), zone.CutOf(set.Name) is not null && set.Name != zone.CutOf(set.Name))) yield return finding;
        }

        foreach (var (name, type, records) in found.Sets.OrderBy(set => set.Name, StringComparer.Ordinal).ThenBy(set => set.Type))
        {
            if (!IsOfPanel(type) || zone.Find(name, (DnsRecordType)type) is not null || zone.CutOf(name) is not null) continue;
            foreach (var record in records) yield return Surplus(name, (DnsRecordType)type, RecordText.Of(record, zone.Origin));
        }
    }

    /// <summary>Whether the panel has records of a type that a server can have. It creates those of DNSSEC itself.</summary>
    private static bool IsOfPanel(DnsQueryType type) => Enum.IsDefined((DnsRecordType)type) && (DnsRecordType)type != DnsRecordType.ALIAS;

    private bool IsServedBelow(string cut, ExpectedSet set)
        => set.Name == cut ? set.Type is DnsRecordType.NS or DnsRecordType.DS : set.Type is DnsRecordType.A or DnsRecordType.AAAA && zone.Find(cut, DnsRecordType.NS)!.Values.Contains(set.Name);

    private IEnumerable<DnsFinding> Compare(ExpectedSet set, IReadOnlyList<DnsResponseRecord> records, bool isGlue)
    {
        var found = records.Select(record => RecordText.Of(record, zone.Origin)).ToList();
        var missing = set.Values.Except(found, StringComparer.Ordinal).ToList();
        var surplus = found.Except(set.Values, StringComparer.Ordinal).ToList();
        var name = zone.Relative(set.Name);
        if (missing is [var wanted] && surplus is [var other])
        {
            yield return Finding(DnsFindingKind.DifferentRecord, Verdict.Fail, set.Name, set.Type, $"{name} {set.Type} is {Excerpt.Of(other)} on {server.Label}, but {Excerpt.Of(wanted)} on the panel.", Reload) with { Found = other, Wanted = wanted };
        }
        else
        {
            foreach (var one in missing)
                yield return Finding(DnsFindingKind.MissingRecord, Verdict.Fail, set.Name, set.Type, $"{name} {set.Type} {Excerpt.Of(one)} is missing on {server.Label}.", Reload) with { Wanted = one };
            foreach (var one in surplus) yield return Surplus(set.Name, set.Type, one);
        }

        // The time to live of glue may be that of the delegation.
        if (records.Count == 0 || isGlue) yield break;
        var ttl = records[0].Ttl;
        if (set.Ttls.Contains(ttl)) yield break;
        var (served, own) = (ttl.ToString(CultureInfo.InvariantCulture), string.Join(" and ", set.Ttls.Select(one => one.ToString(CultureInfo.InvariantCulture))));
        yield return Finding(DnsFindingKind.DifferentTtl, Verdict.Fail, set.Name, set.Type, $"{name} {set.Type} has a time to live of {served} seconds on {server.Label}, but {own} on the panel.", Reload) with { Found = served, Wanted = own };
    }

    private DnsFinding Surplus(string name, DnsRecordType type, string value)
        => Finding(DnsFindingKind.SurplusRecord, Verdict.Fail, name, type, $"{zone.Relative(name)} {type} {Excerpt.Of(value)} on {server.Label} is not on the panel.",
            $"Add it with New-NpDnsRecord if it is needed. Otherwise find out who changed the zone outside the panel, and raise the serial with Update-NpDnsSerial, so that the servers load the zone of the panel.") with { Found = value };

    private DnsFinding Finding(DnsFindingKind kind, Verdict severity, string name, DnsRecordType type, string message, string advice)
        => new(kind, severity, message, advice) { Server = server.Label, Name = zone.Relative(name), Type = type.ToString() };
}
