using System.Net;
using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>One protocol of a service on one address.</summary>
/// <param name="Service">The name of the service.</param>
/// <param name="HostName">The host name; null for none.</param>
/// <param name="Address">The address.</param>
/// <param name="Port">The port.</param>
/// <param name="Protocol">The protocol.</param>
internal sealed record ServiceTarget(string Service, string? HostName, IPAddress Address, int Port, ServiceProtocol Protocol)
{
    /// <summary>The address and the port.</summary>
    public IPEndPoint EndPoint => new(Address, Port);

    /// <summary>The SHA-256 fingerprint of the only certificate that is accepted; null for any that is valid.</summary>
    public string? CertificatePin { get; init; }

    /// <summary>The authorities that are trusted besides those of this computer; null for those of the options.</summary>
    public CertificateAuthorities? Authorities { get; init; }

    /// <summary>The service and the protocol, for messages.</summary>
    /// <returns>Such as <c>mail (imap, 192.0.2.12:143)</c>.</returns>
    public override string ToString() => $"{Service} ({Protocol.Name}, {EndPoint})";
}
