using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns;

/// <summary>A zone that a server of the panel transfers from another name server (RFC 1034 4.3.5).</summary>
[PanelObject("dns_slave", Form = "dns/dns_slave", IdColumn = "id", Noun = "NpDnsSecondaryZone", Title = "secondary zone", Service = ServerService.Dns,
    View = "Id:5> Origin:36 Primary:24 Active")]
[Counts(nameof(Clients.Client.DnsSecondaryZoneLimit))]
public sealed partial record DnsSecondaryZone : PanelObject
{
    /// <summary>Name of the zone, with a trailing dot; the natural key. Non-ASCII names are stored in punycode.</summary>
    [Column("origin", Aliases = ["Zone", "Domain", "Name"]), Key(Name = "name"), Required(Position = 0)] public string Origin { get; init; } = "";

    /// <summary>IP addresses of the primary name servers.</summary>
    [Column("ns", Aliases = ["PrimaryServer", "NameServer", "Master"]), Required(Position = 1)] public string[] Primary { get; init; } = [];

    /// <summary>IP addresses that may transfer the zone.</summary>
    [Column("xfer", Aliases = ["AllowTransfer"])] public string[] Xfer { get; init; } = [];

    /// <summary>Whether the zone is served.</summary>
    [Column("active", Upper = true)] public bool Active { get; init; } = true;

    /// <summary>ID of the DNS server. The default is the client's DNS server, or else the first one.</summary>
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
        Origin = DomainKey.ValidateZone(value.Origin) + ".",
        Primary = [.. value.Primary.Select(text => Address(text, nameof(DnsSecondaryZone.Primary)))],
        Xfer = [.. value.Xfer.Select(text => Address(text, nameof(DnsSecondaryZone.Xfer)))],
    };

    private static string Address(string text, string parameter) => AddressText.TryParse(text, out var address)
        ? address.ToString()
        : throw new RuleException(Rule.InvalidIPAddress, $"-{parameter} contains {Excerpt.Of(text)}, which is not an IP address. Use addresses, not host names.");
}
