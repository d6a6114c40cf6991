using System.Net;
using System.Net.Sockets;

namespace Nodepoint.IspConfig.Platform.Checks;

/// <summary>Tells which addresses the public DNS is responsible for.</summary>
internal static class PrivateAddress
{
    /// <summary>Whether an address is for everybody: not private (RFC 1918, RFC 4193), shared (RFC 6598), loopback, or link-local.</summary>
    /// <param name="address">The address.</param>
    public static bool IsPublic(IPAddress address) => !IPAddress.IsLoopback(address) && !IsPrivate(address);

    /// <summary>Whether an address belongs to a network of its own, whose names the public DNS does not have.</summary>
    /// <param name="address">The address.</param>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal;
        var bytes = address.GetAddressBytes();
        return bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254) || (bytes[0] == 100 && bytes[1] is >= 64 and <= 127);
    }
}
