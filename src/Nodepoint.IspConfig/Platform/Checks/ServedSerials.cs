using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Platform.Services;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>The serials of a zone on the name servers of the profile.</summary>
/// <param name="Zone">The zone on the panel.</param>
/// <param name="Servers">The servers.</param>
internal sealed record ServedZone(DnsZone Zone, DnsServerState[] Servers)
{
    // Serials are circular (RFC 1982), and the panel's serial says which of two is newer.
    private static readonly IComparer<DnsServerState> Newer = Comparer<DnsServerState>.Create(static (one, other) => unchecked((int)((uint)one.Serial!.Value - (uint)other.Serial!.Value)));

    /// <summary>The server with the newest serial; null if none serves the zone.</summary>
    public DnsServerState? Newest { get; } = Servers.Where(static server => server.Serial is not null).MaxBy(static server => server, Newer);
}

/// <summary>The serials of the active zones of a panel on the name servers of the profile.</summary>
/// <param name="Servers">The name servers.</param>
/// <param name="Unknown">The name servers whose address was not found.</param>
/// <param name="Zones">The zones.</param>
internal sealed record ServedSerials(IReadOnlyList<TestedServer> Servers, IReadOnlyList<(NameServerAddress Server, string Reason)> Unknown, IReadOnlyList<ServedZone> Zones)
{
    private const int ZonesAtOnce = 32;

    /// <summary>Asks the name servers.</summary>
    /// <param name="known">The zones of the panel; null to read them.</param>
    /// <param name="context">The platform.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The serials; null if the profile has no name servers.</returns>
    public static async Task<ServedSerials?> ReadAsync(IReadOnlyList<DnsZone>? known, PlatformContext context, CancellationToken cancel)
    {
        var servers = NameServers(context.Profile);
        if (servers.Count == 0) return null;
        known ??= await context.CallAsync(() => context.Lookup.Table(DnsZoneNoun.Instance).ListAsync([], cancel), cancel).ConfigureAwait(false);
        var zones = known.Where(static zone => zone.Active).ToList();
        if (zones.Count == 0) return new ServedSerials([], [], []);
        var tester = context.Tester(servers);
        var (targets, unknown) = await tester.FindServersAsync(new ExpectedZone(zones[0], []), [], cancel).ConfigureAwait(false);
        var served = new ServedZone[zones.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, zones.Count), new ParallelOptions { MaxDegreeOfParallelism = ZonesAtOnce, CancellationToken = cancel }, async (at, token) =>
            served[at] = new ServedZone(zones[at], await tester.ReadSerialsAsync(zones[at], targets, token).ConfigureAwait(false))).ConfigureAwait(false);
        return new ServedSerials(targets, unknown, served);
    }

    private static List<NameServerAddress> NameServers(PlatformProfile profile)
    {
        var found = new List<NameServerAddress>();
        foreach (var service in profile.Services.Where(static one => ServiceProtocol.Of(one).Contains(ServiceProtocol.Dns)))
        {
            var port = service.PortOf(ServiceProtocol.Dns, NameServerAddress.DefaultPort);
            found.AddRange(service.Addresses.Select(address => new NameServerAddress(address, port)));
            if (service.Addresses.Count == 0 && service.HostName is { } host) found.Add(new NameServerAddress(host, port));
        }

        return found.Count > 0 ? found : [.. profile.NameServers.Select(NameServerAddress.Parse)];
    }
}
