using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Nodepoint.IspConfig.Model;

/// <summary>Reads IP addresses as servers do: an IPv4 address has four numbers. .NET also reads 1 and 127.1.</summary>
internal static class AddressText
{
    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (IPAddress.TryParse(text, out address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.AsSpan().Count('.') == 3)) return true;
        address = null;
        return false;
    }

    /// <summary>Whether a text is an address, or a network such as 192.0.2.0/24.</summary>
    /// <param name="text">The text.</param>
    public static bool IsAddressOrNetwork(string text) => TryParse(text, out _) || (text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && TryParse(text[..slash], out _) && IPNetwork.TryParse(text, out _));
}
