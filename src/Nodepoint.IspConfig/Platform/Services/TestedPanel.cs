using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>The panel of a platform, as a service.</summary>
/// <param name="Name">The name of the saved panel.</param>
/// <param name="Uri">Its address.</param>
/// <param name="CertificatePin">The SHA-256 fingerprint of its certificate; null for none.</param>
/// <param name="Authorities">The authorities that have signed its certificate; null for those of this computer.</param>
internal sealed record TestedPanel(string Name, Uri Uri, string? CertificatePin, CertificateAuthorities? Authorities)
{
    /// <summary>The name of the service in a profile.</summary>
    public const string Service = "panel";
}
