using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>The shared columns of subdomains and alias domains without separate settings.</summary>
public abstract record ChildDomain : PanelObject
{
    /// <summary>Full domain name; the natural key. Non-ASCII names are stored in punycode.</summary>
    [Column("domain", Aliases = ["DomainName"]), Key, Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>ID of the website.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>Whether the domain is served.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>How requests are redirected; None shows the website.</summary>
    [Column("redirect_type")] public RedirectType RedirectType { get; init; }

    /// <summary>Redirect target: a path that begins and ends with a slash, or a URL.</summary>
    [Column("redirect_path")] public string RedirectPath { get; init; } = "";

    /// <summary>Domain name that visitors are redirected to, so that search engines index one name only.</summary>
    [Column("seo_redirect")] public SeoRedirect SeoRedirect { get; init; }

    /// <summary>Whether the domain is excluded from the website's Let's Encrypt certificate.</summary>
    [Column("ssl_letsencrypt_exclude")] public bool LetsEncryptExcluded { get; init; }

    /// <summary>Additional proxy directives.</summary>
    [Column("proxy_directives")] public string ProxyDirectives { get; init; } = "";

    /// <summary>ID of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}
