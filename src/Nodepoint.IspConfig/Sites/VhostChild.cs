using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>What subdomains and alias domains of a website have in common that have a directory and settings of their own.</summary>
public abstract record VhostChild : VhostSite
{
    /// <summary>The number of the website that it belongs to.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>The directory that its pages lie in, below the website's; better none that the server needs itself, such as log, ssl or dev.</summary>
    [Column("web_folder"), Required(Position = 1)] public string WebFolder { get; init; } = "";

    /// <summary>Its directory on the server; the website's unless given.</summary>
    [Column("document_root")] public string DocumentRoot { get; init; } = "";

    /// <summary>The system user that owns its files; the website's unless given.</summary>
    [Column("system_user")] public string SystemUser { get; init; } = "";

    /// <summary>The system group that owns its files; the website's unless given.</summary>
    [Column("system_group")] public string SystemGroup { get; init; } = "";

    /// <summary>The IPv4 address it is served on; the website's unless given.</summary>
    [Column("ip_address")] public string IpAddress { get; init; } = "";

    /// <summary>The IPv6 address it is served on; the website's unless given.</summary>
    [Column("ipv6_address")] public string Ipv6Address { get; init; } = "";

    /// <summary>The number of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;

    /// <summary>Room for its files in bytes; 0 unless given, as they count as the website's.</summary>
    [Column("hd_quota", Unit = 1048576, HasUnlimited = true, Aliases = ["Quota"])] public long DiskQuota { get; init; }
}
