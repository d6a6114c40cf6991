using System.Globalization;
using System.Net.Sockets;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Servers;

/// <summary>An IP address of a server that websites can use.</summary>
[PanelObject("server_ip", Form = "admin/server_ip", IdColumn = "server_ip_id", IdParameter = "ip_id", ReadParameter = "primary_id", Owned = false, Noun = "NpServerIp", Title = "server address",
    View = "Id:5> IPAddress:34 ServerId:8> ClientId:8> VirtualHost:11 Ports")]
public sealed partial record ServerIp : PanelObject
{
    /// <summary>The IPv4 or IPv6 address; the natural key.</summary>
    [Column("ip_address", Aliases = ["Address"]), Key, Required(Position = 0)] public string IPAddress { get; init; } = "";

    /// <summary>The ID of the server. The default is 1.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;

    /// <summary>The ID of the only client that may use the address; 0 for all clients.</summary>
    [Column("client_id"), Link(typeof(Client), Name = "ForClient", Optional = true)] public long ClientId { get; init; }

    /// <summary>The kind of address, derived from the address.</summary>
    [Column("ip_type", Internal = true)] public AddressFamilyName Family { get; init; }

    /// <summary>Whether several websites can share the address (name-based virtual hosts).</summary>
    [Column("virtualhost")] public bool VirtualHost { get; init; } = true;

    /// <summary>The ports of websites on this address, from 1 to 65535.</summary>
    [Column("virtualhost_port", Aliases = ["Port"])] public string[] Ports { get; init; } = ["80", "443"];
}

/// <summary>The kind of an IP address.</summary>
public enum AddressFamilyName
{
    /// <summary>An address such as 203.0.113.1 (RFC 791).</summary>
    [Word("IPv4")] IPv4,

    /// <summary>An address such as 2001:db8::1 (RFC 8200).</summary>
    [Word("IPv6")] IPv6,
}

public sealed partial class ServerIpNoun
{
    /// <inheritdoc/>
    public override string NormalizeKey(string key) => System.Net.IPAddress.TryParse(key, out var address) ? address.ToString() : key;

    /// <inheritdoc/>
    public override ValueTask<Prepared<ServerIp>> PrepareAsync(ServerIp value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => new(new Prepared<ServerIp>(Validate(value)));

    /// <inheritdoc/>
    public override ValueTask<ServerIp> PrepareChangeAsync(ServerIp before, ServerIp after, PanelLookup lookup, CancellationToken cancel)
        => new(after.IPAddress == before.IPAddress ? KeepUnspecified(before, after, Validate(after)) : Validate(after));

    private static ServerIp Validate(ServerIp value)
    {
        if (!AddressText.TryParse(value.IPAddress, out var address))
            throw new RuleException(Rule.InvalidIPAddress, $"{Excerpt.Of(value.IPAddress)} is not a valid IP address. Use an address such as 203.0.113.1 or 2001:db8::1.");
        foreach (var port in value.Ports)
            if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
                throw new RuleException(Rule.ValueOutOfRange, $"-Ports contains {Excerpt.Of(port)}, which is not a valid port. Use numbers from 1 to 65535.");
        return value with { IPAddress = address.ToString(), Family = address.AddressFamily == AddressFamily.InterNetworkV6 ? AddressFamilyName.IPv6 : AddressFamilyName.IPv4 };
    }
}
