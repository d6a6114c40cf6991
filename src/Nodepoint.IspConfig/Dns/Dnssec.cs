using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>How a zone is signed (RFC 8624).</summary>
public enum DnssecAlgorithm
{
    /// <summary>ECDSA on the curve P-256 with SHA-256 (13).</summary>
    [Word("ECDSAP256SHA256")] EcdsaP256Sha256,

    /// <summary>RSA with SHA-1 and NSEC3 (7); outdated, for zones that have it.</summary>
    [Word("NSEC3RSASHA1")] Nsec3RsaSha1,
}

/// <summary>Switches the signing of zones.</summary>
/// <param name="connection">The panel.</param>
public sealed class Dnssec(PanelConnection connection)
{
    /// <summary>Signs a zone (dns_zone_set_dnssec). The serial is left to the caller.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="algorithms">How; at least one.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>When it is told.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task SignAsync(DnsZone zone, IReadOnlyCollection<DnssecAlgorithm> algorithms, CancellationToken cancel)
        => connection.CallAsync(
            new PanelCall("dns_zone_set_dnssec", writer =>
            {
                // A client's number here would move the zone to that client.
                writer.WriteNumber("client_id", 0);
                writer.WriteNumber("primary_id", zone.Id);
                writer.WriteString("algo", NameOf(algorithms));
            }),
            static (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel);

    /// <summary>The panel's word for a set of algorithms, in the one order that it takes.</summary>
    /// <param name="algorithms">The algorithms.</param>
    /// <returns>The word.</returns>
    public static string NameOf(IReadOnlyCollection<DnssecAlgorithm> algorithms)
    {
        ArgumentNullException.ThrowIfNull(algorithms);
        return string.Join(',', new[] { (DnssecAlgorithm.Nsec3RsaSha1, "NSEC3RSASHA1"), (DnssecAlgorithm.EcdsaP256Sha256, "ECDSAP256SHA256") }.Where(one => algorithms.Contains(one.Item1)).Select(one => one.Item2));
    }
}
