using System.Text.Json;
using System.Text.Json.Serialization;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Platform;

/// <summary>What a platform is made of, and what new domains on it get: the defaults of the cmdlets. It has no secrets. docs/schema/platform.json describes the file.</summary>
[TableView("Panel:14 MailHost:24 DefaultAddress:16 Resolvers")]
public sealed record PlatformProfile
{
    /// <summary>The name of the saved panel that the profile belongs to.</summary>
    [JsonIgnore]
    public string Panel { get; init; } = "";

    /// <summary>The path of the file.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "";

    /// <summary>The address of the schema, for editors; null for none.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The services, each with a name of its own.</summary>
    public IReadOnlyList<PlatformService> Services { get; init; } = [];

    /// <summary>The name servers of new zones: host names in punycode, without a trailing dot.</summary>
    public IReadOnlyList<string> NameServers { get; init; } = [];

    /// <summary>The resolvers that live DNS is asked through: host names or addresses, with a port if it is not 53.</summary>
    public IReadOnlyList<string> Resolvers { get; init; } = [];

    /// <summary>The email address of the administrator of new zones; null for none.</summary>
    public string? HostMaster { get; init; }

    /// <summary>The address that the A or AAAA record of a new domain gets; null for none.</summary>
    public string? DefaultAddress { get; init; }

    /// <summary>The host name of the mail server, which sends and receives mail for the domains; null for none.</summary>
    public string? MailHost { get; init; }

    /// <summary>The MX records of new domains: preference and host name, such as <c>10 mail.example.com</c>.</summary>
    public IReadOnlyList<string> MailExchangers { get; init; } = [];

    /// <summary>The SPF policy of new domains, such as <c>v=spf1 mx -all</c>; null for none.</summary>
    public string? SpfPolicy { get; init; }

    /// <summary>The DMARC policy of new domains, such as <c>v=DMARC1; p=quarantine</c>; null for none.</summary>
    public string? DmarcPolicy { get; init; }

    /// <summary>Times to live in seconds, by record type; <c>default</c> is for the other types.</summary>
    public IReadOnlyDictionary<string, int> Ttls { get; init; } = new Dictionary<string, int>();

    /// <summary>The IDs of the panel's servers for new objects, by <c>mail</c>, <c>web</c>, <c>dns</c>, and <c>db</c>.</summary>
    public IReadOnlyDictionary<string, int> ServerIds { get; init; } = new Dictionary<string, int>();

    /// <summary>The zone in which sites get their names, in punycode and without a trailing dot; null for none.</summary>
    public string? SiteZone { get; init; }

    /// <summary>The labels that customers cannot get as the name of a site, such as <c>www</c>.</summary>
    public IReadOnlyList<string> ReservedLabels { get; init; } = [];

    /// <summary>The members that this version does not know. They are kept when the profile is changed.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? AdditionalFields { get; set; }

    /// <summary>Finds a service.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The service; null if the profile does not have it.</returns>
    public PlatformService? FindService(string name) => Services.FirstOrDefault(service => service.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The time to live for new records of a type.</summary>
    /// <param name="type">The record type, such as <c>MX</c>.</param>
    /// <returns>The seconds; null if the profile does not say.</returns>
    public int? TtlOf(string type) => Ttls.TryGetValue(type.ToUpperInvariant(), out var ttl) || Ttls.TryGetValue(ProfileRules.DefaultTtl, out ttl) ? ttl : null;

    /// <summary>The name of the panel.</summary>
    /// <returns>The name of the panel, or the path.</returns>
    public override string ToString() => Panel.Length > 0 ? Panel : Path;
}
