using System.Globalization;
using System.Net;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>What a name server says about a zone.</summary>
/// <param name="Name">The host name of the server, or its address, with the port if it is not 53.</param>
/// <param name="Address">The address; null if the name has none.</param>
/// <param name="Port">The port.</param>
[TableView("Name:32 Address:24 Serial:10> IsCurrent:9 Problem")]
public sealed record DnsServerState(string Name, IPAddress? Address, int Port)
{
    /// <summary>The serial of the zone on the server; null if the server does not serve the zone.</summary>
    public long? Serial { get; init; }

    /// <summary>Whether the server has the panel's serial, or a newer one.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>How long the first answer took; null if there was none.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Why there is no serial; empty if there is one.</summary>
    public string Problem { get; init; } = "";

    /// <summary>The server and its serial.</summary>
    /// <returns>Such as <c>ns1.example.com: 2026010101</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {(Serial is { } serial ? serial : Problem)}");
}
