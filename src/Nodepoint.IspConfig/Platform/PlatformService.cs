using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nodepoint.IspConfig.Platform;

/// <summary>A service of the platform: where it can be reached.</summary>
public sealed record PlatformService
{
    /// <summary>The service: web, mail, ftp, ns1, ns2, proxy, panel, gateway, or another name of lowercase letters, digits, and hyphens.</summary>
    public string Name { get; init; } = "";

    /// <summary>The host name in punycode, without a trailing dot; null for none.</summary>
    public string? HostName { get; init; }

    /// <summary>The IPv4 and IPv6 addresses.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>The protocols that the service offers, such as <c>smtp</c> and <c>imaps</c>; empty for the usual ones of its name, and those it has ports for.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = [];

    /// <summary>The ports that are not the usual ones, by protocol, such as <c>smtp</c> or <c>https</c>.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; init; } = new Dictionary<string, int>();

    /// <summary>The members that this version does not know. They are kept when the profile is changed.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalFields { get; set; }

    /// <summary>The port of a protocol.</summary>
    /// <param name="protocol">The protocol, such as <c>smtp</c>.</param>
    /// <param name="usual">The port to assume if the profile has none.</param>
    public int PortOf(string protocol, int usual) => Ports.TryGetValue(protocol, out var port) ? port : usual;

    /// <summary>The name, the host name, and the addresses.</summary>
    /// <returns>Such as <c>mail: mail.example.com 203.0.113.12</c>.</returns>
    public override string ToString() => $"{Name}: {string.Join(' ', new[] { HostName }.OfType<string>().Concat(Addresses))}".TrimEnd(' ', ':');
}
