using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Finds the zone of the panel that holds a name: the longest one that the name ends with.</summary>
internal static class NearestZone
{
    private const string Kind = "nearest zone";

    /// <summary>Uses a zone that was just read or created, so that it is not looked for.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="lookup">The panel.</param>
    public static void Trust(DnsZone zone, PanelLookup lookup) => _ = lookup.OnceAsync(Kind, zone.Origin, () => Task.FromResult<IReadOnlyList<DnsZone>>([zone]));

    /// <summary>Finds the zone.</summary>
    /// <param name="name">The absolute name, with or without a trailing dot.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The zone.</returns>
    /// <exception cref="PanelException">The zone was not found.</exception>
    public static async Task<DnsZone> FindAsync(string name, PanelLookup lookup, CancellationToken cancel)
        => await TryFindAsync(name, lookup, cancel).ConfigureAwait(false) ?? throw PanelException.NotFound("dns_zone_get", $"a zone for {name.Trim()}", "Without -Zone, -Name is a full name such as www.example.com. Create the zone first, or specify -Zone.");

    /// <summary>Finds the zone.</summary>
    /// <param name="name">The absolute name, with or without a trailing dot.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The zone; null if the panel does not have it.</returns>
    public static async Task<DnsZone?> TryFindAsync(string name, PanelLookup lookup, CancellationToken cancel)
    {
        var noun = DnsZoneNoun.Instance;
        for (var rest = DomainKey.Normalize(name); rest.Contains('.', StringComparison.Ordinal); rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            var key = rest + ".";
            var found = await lookup.OnceAsync(Kind, key, async () => await lookup.Table(noun).GetByKeyAsync(key, cancel).ConfigureAwait(false)).ConfigureAwait(false);
            if (found is [var zone, ..]) return zone;
        }

        return null;
    }
}
