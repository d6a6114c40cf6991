using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The shared columns of subdomains and alias domains with a separate directory and separate settings.</summary>
public abstract record VhostChild : VhostSite
{
    /// <summary>ID of the website.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>Directory of the pages, below the website's directory. Avoid directories that the server uses itself, such as log, ssl or dev.</summary>
    [Column("web_folder"), Required(Position = 1)] public string WebFolder { get; init; } = "";

    /// <summary>Directory on the server. The default is that of the website.</summary>
    [Column("document_root", NotEmpty = true)] public string DocumentRoot { get; init; } = "";

    /// <summary>System user that owns the files. The default is that of the website.</summary>
    [Column("system_user", NotEmpty = true)] public string SystemUser { get; init; } = "";

    /// <summary>System group that owns the files. The default is that of the website.</summary>
    [Column("system_group", NotEmpty = true)] public string SystemGroup { get; init; } = "";

    /// <summary>IPv4 address that the site is served on. The default is that of the website.</summary>
    [Column("ip_address"), CompletedWith(typeof(Servers.ServerIp))] public string IpAddress { get; init; } = "";

    /// <summary>IPv6 address that the site is served on. The default is that of the website.</summary>
    [Column("ipv6_address"), CompletedWith(typeof(Servers.ServerIp))] public string Ipv6Address { get; init; } = "";

    /// <summary>ID of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;

    /// <summary>Size limit for the files in bytes. The default is 0, because the files count towards the website's quota.</summary>
    [Column("hd_quota", CanBeZero = true, Unit = 1048576, HasUnlimited = true, Aliases = ["Quota"])] public long DiskQuota { get; init; }
}
