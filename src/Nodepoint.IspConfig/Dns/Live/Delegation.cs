using System.Net;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>What the parent zone says about a zone.</summary>
/// <param name="Parent">The parent zone, with a trailing dot.</param>
/// <param name="NameServers">The servers that it names, with a trailing dot; empty if it does not delegate the zone.</param>
/// <param name="Glue">The addresses that it has for these servers.</param>
/// <param name="Ds">The data of its DS records for the zone.</param>
internal sealed record Delegation(string Parent, IReadOnlyList<string> NameServers, IReadOnlyList<(string Host, IPAddress Address)> Glue, IReadOnlyList<byte[]> Ds)
{
    /// <summary>Whether a server of the parent zone serves the zone itself, too, so that it answers for the zone instead of showing the delegation.</summary>
    public bool IsHidden { get; init; }
}
