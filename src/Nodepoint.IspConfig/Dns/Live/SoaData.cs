using System.Globalization;
using Nodepoint.IspConfig.Dns.Live.Signing;
using Nodepoint.IspConfig.Dns.ZoneFiles;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>The data of an SOA record (RFC 1035 3.3.13).</summary>
internal sealed record SoaData(string Ns, string Mbox, uint Serial, long Refresh, long Retry, long Expire, long Minimum, long Ttl)
{
    /// <summary>Whether the response has a signature of the SOA record, which servers send only when asked for signatures.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Reads the SOA record of a zone in a response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="zone">The zone, with a trailing dot.</param>
    /// <returns>The data; null if it has none that can be read.</returns>
    public static SoaData? Find(DnsResponse response, string zone)
    {
        if (response.AnswersOf(zone, DnsQueryType.SOA).FirstOrDefault() is not { } record) return null;
        try
        {
            var soa = ZoneFileData.ReadSoa(record.Fields, (zone, "@", 0));
            return new SoaData(soa.Ns, soa.Mbox, (uint)soa.Serial, soa.Refresh, soa.Retry, soa.Expire, soa.Minimum, record.Ttl)
            {
                IsSigned = response.AnswersOf(zone, DnsQueryType.RRSIG).Select(SignatureData.Read).Any(signature => signature?.Covered == DnsQueryType.SOA),
            };
        }
        catch (ZoneFileException) { return null; }
    }

    /// <summary>The data that the panel has.</summary>
    /// <param name="zone">The zone.</param>
    public static SoaData Of(DnsZone zone)
        => new(Absolute(zone.Ns, zone.Origin), Absolute(zone.Mbox, zone.Origin), (uint)zone.Serial, zone.Refresh, zone.Retry, zone.Expire, zone.Minimum, zone.Ttl);

    /// <summary>The serial that a server has as soon as it serves what the panel has. The panel's server signs a copy of the zone, whose serial it raises by one.</summary>
    /// <param name="zone">The zone on the panel.</param>
    public uint Wanted(DnsZone zone) => IsSigned && zone.DnssecWanted ? DnsSerial.After((uint)zone.Serial) : (uint)zone.Serial;

    /// <summary>Whether a server serves what the panel has, or something newer.</summary>
    /// <param name="zone">The zone on the panel.</param>
    public bool IsCurrent(DnsZone zone) => Serial == Wanted(zone) || DnsSerial.IsNewer(Serial, Wanted(zone));

    /// <summary>What differs, apart from the serial.</summary>
    /// <param name="panel">The data that the panel has.</param>
    /// <returns>Such as <c>Refresh is 7200, but 3600 on the panel</c>.</returns>
    public IEnumerable<string> DifferencesFrom(SoaData panel)
    {
        foreach (var (name, own, other) in new (string, object, object)[]
        {
            (nameof(Ns), Ns, panel.Ns), (nameof(Mbox), Plain(Mbox), Plain(panel.Mbox)), (nameof(Refresh), Refresh, panel.Refresh), (nameof(Retry), Retry, panel.Retry),
            (nameof(Expire), Expire, panel.Expire), (nameof(Minimum), Minimum, panel.Minimum), (nameof(Ttl), Ttl, panel.Ttl),
        })
        {
            if (!own.Equals(other)) yield return string.Create(CultureInfo.InvariantCulture, $"{name} is {own}, but {other} on the panel");
        }
    }

    private static string Absolute(string name, string zone) => (name.EndsWith('.') ? name : $"{name}.{zone}").ToLowerInvariant();

    // In a response, the package does not tell a dot in a label from a dot between labels.
    private static string Plain(string mbox) => mbox.Replace("\\.", ".", StringComparison.Ordinal);
}
