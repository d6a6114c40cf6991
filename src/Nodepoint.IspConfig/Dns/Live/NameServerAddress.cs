using System.Globalization;
using System.Net;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>A name server as an administrator types it: a host name or an address, with a port if it is not 53.</summary>
/// <param name="Host">The host name in punycode, or the address.</param>
/// <param name="Port">The port.</param>
public sealed record NameServerAddress(string Host, int Port)
{
    /// <summary>The port of DNS.</summary>
    public const int DefaultPort = 53;

    /// <summary>The address; null if it is a host name.</summary>
    internal IPAddress? Address => IPAddress.TryParse(Host, out var address) ? address : null;

    /// <summary>Reads a name server: <c>ns1.example.com</c>, <c>192.0.2.13:5353</c>, <c>2001:db8::13</c>, <c>[2001:db8::13]:5353</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The name server.</returns>
    /// <exception cref="RuleException">The text is not a host name or address, or the port is out of range.</exception>
    public static NameServerAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var typed = text.Trim();
        var (host, port) = Split(typed);
        if (port is { Length: 0 } || (port is not null && (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)))
            throw new RuleException(Rule.InvalidNameServer, $"The port in {Excerpt.Of(typed)} is not valid. Use a number from 1 to 65535, as in 192.0.2.13:5353.");
        var at = port is null ? DefaultPort : int.Parse(port, CultureInfo.InvariantCulture);
        if (AddressText.TryParse(host, out var address))
            return new NameServerAddress(address.ToString(), at);
        var name = host.TrimEnd('.');
        if (name.Length == 0 || DomainText.TryToAscii(name, out var ascii) is not null)
            throw new RuleException(Rule.InvalidNameServer, $"{Excerpt.Of(typed)} is not a host name or address. Use a name such as ns1.example.com, or an address, with a port if it is not 53: 192.0.2.13:5353.");
        return new NameServerAddress(ascii, at);
    }

    /// <summary>The host, with the port if it is not 53.</summary>
    /// <returns>The text, which can be parsed.</returns>
    public override string ToString() => Port == DefaultPort ? Host : string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    private static (string Host, string? Port) Split(string typed)
    {
        if (typed.StartsWith('[') && typed.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            return (typed[1..end], end == typed.Length - 1 ? null : typed[end + 1] == ':' ? typed[(end + 2)..] : "");
        var colon = typed.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || typed.IndexOf(':', colon + 1) >= 0 ? (typed, null) : (typed[..colon], typed[(colon + 1)..]);
    }
}
