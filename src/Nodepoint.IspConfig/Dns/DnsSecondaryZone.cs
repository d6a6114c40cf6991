using System.Net;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns;

/// <summary>A zone that a server of the panel fetches from another name server (RFC 1034 4.3.5).</summary>
[PanelObject("dns_slave", Form = "dns/dns_slave", IdColumn = "id", Noun = "NpDnsSecondaryZone", Title = "secondary zone", Service = ServerService.Dns,
    View = "Id:5> Origin:36 Primary:24 Active")]
[Counts(nameof(Client.DnsSecondaryZoneLimit))]
public sealed partial record DnsSecondaryZone : PanelObject
{
    /// <summary>Its name with a trailing dot; the natural key. Names outside ASCII are stored in punycode.</summary>
    [Column("origin", Aliases = ["Zone", "Domain", "Name"]), Key, Required(Position = 0)] public string Origin { get; init; } = "";

    /// <summary>The addresses of the name servers that it is fetched from.</summary>
    [Column("ns", Aliases = ["PrimaryServer", "NameServer", "Master"]), Required(Position = 1)] public string[] Primary { get; init; } = [];

    /// <summary>Addresses that may transfer the zone from here.</summary>
    [Column("xfer", Aliases = ["AllowTransfer"])] public string[] Xfer { get; init; } = [];

    /// <summary>Whether it is served.</summary>
    [Column("active", Upper = true)] public bool Active { get; init; } = true;

    /// <summary>The number of its DNS server; that of the client, or the first with DNS, unless given.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class DnsSecondaryZoneNoun
{
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => key.EndsWith('*') ? DomainKey.Normalize(key) : DomainKey.Normalize(key) + ".";

    /// <inheritdoc/>
    public override ValueTask<Prepared<DnsSecondaryZone>> PrepareAsync(DnsSecondaryZone value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => new(new Prepared<DnsSecondaryZone>(Validate(value)));

    /// <inheritdoc/>
    public override ValueTask<DnsSecondaryZone> PrepareChangeAsync(DnsSecondaryZone before, DnsSecondaryZone after, PanelLookup lookup, CancellationToken cancel) => new(KeepUnspecified(before, after, Validate(after)));

    private static DnsSecondaryZone Validate(DnsSecondaryZone value) => value with
    {
        Origin = DomainKey.Validate(value.Origin, "zone") + ".",
        Primary = [.. value.Primary.Select(Address)],
        Xfer = [.. value.Xfer.Select(Address)],
    };

    private static string Address(string text) => IPAddress.TryParse(text, out var address)
        ? address.ToString()
        : throw new FormatException($"{Excerpt.Of(text)} is no network address. A secondary zone is fetched from and given to addresses, not names.");
}
