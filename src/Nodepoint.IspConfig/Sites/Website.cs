using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A website.</summary>
[PanelObject("sites_web_domain", Form = "sites/web_vhost_domain", Table = "web_domain", IdColumn = "domain_id", Noun = "NpWebsite", Title = "website", Status = true, Only = "type=vhost", Service = ServerService.Web,
    Hidden = ["is_subdomainwww", "ssl_letsencrypt_exclude", "last_quota_notification", "last_jailkit_update", "last_jailkit_hash"],
    View = "Id:5> Domain:34 Active:6 Php:8 Ssl:5 DiskQuota:10>")]
[Counts(nameof(Clients.Client.WebsiteLimit))]
public sealed partial record Website : VhostSite
{
    /// <summary>Size limit for the files in bytes; -1 is unlimited.</summary>
    [Column("hd_quota", Unit = 1048576, HasUnlimited = true, Aliases = ["Quota"]), Counts(nameof(Clients.Client.WebQuotaLimit))] public long DiskQuota { get; init; } = -1;

    /// <summary>IPv4 address that the website is served on: an address of its server, or * for all.</summary>
    [Column("ip_address"), CompletedWith(typeof(Servers.ServerIp))] public string IpAddress { get; init; } = "*";

    /// <summary>IPv6 address that the website is served on: an address of its server, or empty for none.</summary>
    [Column("ipv6_address"), CompletedWith(typeof(Servers.ServerIp))] public string Ipv6Address { get; init; } = "";

    /// <summary>Directory of the pages, below the site's directory; empty for its web directory.</summary>
    [Column("web_folder")] public string WebFolder { get; init; } = "";

    /// <summary>Directory on the server. The default is derived from the server's settings.</summary>
    [Column("document_root", NotEmpty = true), MadeFromIds] public string DocumentRoot { get; init; } = "";

    /// <summary>System user that owns the files. The default is web and the ID of the website.</summary>
    [Column("system_user", NotEmpty = true), MadeFromIds] public string SystemUser { get; init; } = "";

    /// <summary>System group that owns the files. The default is client and the ID of the owner.</summary>
    [Column("system_group", NotEmpty = true), MadeFromIds] public string SystemGroup { get; init; } = "";

    /// <summary>ID of the web server. The default is the owner's web server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;

    /// <summary>Kind of row in the panel's shared table.</summary>
    [Column("type", Internal = true)] public string Kind { get; init; } = "vhost";

    /// <summary>Parent site; always 0.</summary>
    [Column("parent_domain_id", Internal = true)] public long ParentId { get; init; }
}
