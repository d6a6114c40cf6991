using System.Net;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>Waits until the name servers of a zone have what the panel has, as far as they can be asked.</summary>
/// <param name="client">Asks name servers.</param>
/// <param name="resolver">Finds the name servers.</param>
/// <param name="specified">Servers that are asked instead of the zone's own, if they serve the zone.</param>
/// <param name="limit">The longest time to wait.</param>
/// <param name="time">The clock.</param>
internal sealed class PublicationWait(INameServerClient client, IDnsResolver resolver, IReadOnlyList<IPEndPoint> specified, TimeSpan limit, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Waits.</summary>
    /// <param name="zone">The zone on the panel, with its serial.</param>
    /// <param name="records">Its records, whose NS records name the servers.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>The last state. Without a server that answers for the zone, nothing is waited for.</returns>
    public async Task<DnsZoneState> WaitAsync(DnsZone zone, IReadOnlyList<DnsRecord> records, CancellationToken cancel)
    {
        var servers = specified.Select(static one => new NameServerAddress(one.Address.ToString(), one.Port)).ToList();
        var first = await StateAsync(zone, records, servers, cancel).ConfigureAwait(false);
        var answering = servers.Where((_, at) => first.Servers[at].Serial is not null).ToList();
        IReadOnlyList<NameServerAddress>? asked = answering.Count > 0 ? answering : null;
        if (asked is null && (await StateAsync(zone, records, null, cancel).ConfigureAwait(false)) is var own && !own.Servers.Any(static one => one.Serial is not null)) return own;
        return await new SerialWait(Tester(asked), limit, Interval, time).WaitAsync(zone, records, static _ => { }, cancel).ConfigureAwait(false);
    }

    private Task<DnsZoneState> StateAsync(DnsZone zone, IReadOnlyList<DnsRecord> records, IReadOnlyList<NameServerAddress>? servers, CancellationToken cancel)
        => new SerialWait(Tester(servers), TimeSpan.Zero, Interval, time).WaitAsync(zone, records, static _ => { }, cancel);

    private ZoneTester Tester(IReadOnlyList<NameServerAddress>? servers) => new(client, resolver, new ZoneTestOptions { Servers = servers });
}
