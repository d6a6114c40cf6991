using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A website: its domain, its place on the server and how it is served.</summary>
[PanelObject("sites_web_domain", Form = "sites/web_vhost_domain", Table = "web_domain", IdColumn = "domain_id", Noun = "NpWebsite", Title = "website", Status = true, Only = "type=vhost", Service = ServerService.Web,
    Hidden = ["is_subdomainwww", "ssl_letsencrypt_exclude", "last_quota_notification", "last_jailkit_update", "last_jailkit_hash"],
    View = "Id:5> Domain:34 Active:6 Php:8 Ssl:5 DiskQuota:10>")]
[Counts(nameof(Client.WebsiteLimit))]
public sealed partial record Website : VhostSite
{
    /// <summary>Room for its files in bytes; -1 is unlimited.</summary>
    [Column("hd_quota", Unit = 1048576, HasUnlimited = true, Aliases = ["Quota"]), Counts(nameof(Client.WebQuotaLimit))] public long DiskQuota { get; init; } = -1;

    /// <summary>The IPv4 address it is served on: one of its server's, or * for all.</summary>
    [Column("ip_address")] public string IpAddress { get; init; } = "*";

    /// <summary>The IPv6 address it is served on: one of its server's, or empty for none.</summary>
    [Column("ipv6_address")] public string Ipv6Address { get; init; } = "";

    /// <summary>The directory that its pages lie in, below the site's own; empty is its web directory.</summary>
    [Column("web_folder")] public string WebFolder { get; init; } = "";

    /// <summary>Its directory on the server; from the server's settings unless given.</summary>
    [Column("document_root")] public string DocumentRoot { get; init; } = "";

    /// <summary>The system user that owns its files; web and its number unless given.</summary>
    [Column("system_user")] public string SystemUser { get; init; } = "";

    /// <summary>The system group that owns its files; client and its owner's number unless given.</summary>
    [Column("system_group")] public string SystemGroup { get; init; } = "";

    /// <summary>The number of its web server; its owner's default unless given.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;

    /// <summary>What kind of row it is in the panel's shared table.</summary>
    [Column("type", Internal = true)] public string Kind { get; init; } = "vhost";

    /// <summary>The site above it: none.</summary>
    [Column("parent_domain_id", Internal = true)] public long ParentId { get; init; }
}
