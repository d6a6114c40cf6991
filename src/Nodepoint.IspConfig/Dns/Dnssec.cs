using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Dns;

/// <summary>DNSSEC algorithm of a zone (RFC 8624).</summary>
public enum DnssecAlgorithm
{
    /// <summary>ECDSA with curve P-256 and SHA-256 (13).</summary>
    [Word("ECDSAP256SHA256")] EcdsaP256Sha256,

    /// <summary>RSA with SHA-1 and NSEC3 (7). Obsolete; only for zones that already use it.</summary>
    [Word("NSEC3RSASHA1")] Nsec3RsaSha1,
}

/// <summary>Enables DNSSEC for zones.</summary>
/// <param name="connection">The panel.</param>
public sealed class Dnssec(PanelConnection connection)
{
    /// <summary>Enables signing of a zone (dns_zone_set_dnssec). It does not raise the serial.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="algorithms">The algorithms, at least one.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>A task that completes when the panel has accepted the request.</returns>
    /// <exception cref="PanelException">The panel refused the request or cannot be reached.</exception>
    public Task SignAsync(DnsZone zone, IReadOnlyCollection<DnssecAlgorithm> algorithms, CancellationToken cancel)
        => connection.CallAsync(
            new PanelCall("dns_zone_set_dnssec", writer =>
            {
                // A client ID would move the zone to that client.
                writer.WriteNumber("client_id", 0);
                writer.WriteNumber("primary_id", zone.Id);
                writer.WriteString("algo", NameOf(algorithms));
            }),
            static (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel);

    /// <summary>The panel's text for a set of algorithms, in the only order that the panel accepts.</summary>
    /// <param name="algorithms">The algorithms.</param>
    /// <returns>The text.</returns>
    public static string NameOf(IReadOnlyCollection<DnssecAlgorithm> algorithms)
    {
        ArgumentNullException.ThrowIfNull(algorithms);
        return string.Join(',', new[] { (DnssecAlgorithm.Nsec3RsaSha1, "NSEC3RSASHA1"), (DnssecAlgorithm.EcdsaP256Sha256, "ECDSAP256SHA256") }.Where(one => algorithms.Contains(one.Item1)).Select(one => one.Item2));
    }
}
