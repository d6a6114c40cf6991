using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>What subdomains and alias domains of a website have in common that have no settings of their own.</summary>
public abstract record ChildDomain : PanelObject
{
    /// <summary>Its whole name; the natural key. Names outside ASCII are stored in punycode.</summary>
    [Column("domain", Aliases = ["DomainName"]), Key, Required(Position = 0)] public string Domain { get; init; } = "";

    /// <summary>The number of the website that it belongs to.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true)] public long WebsiteId { get; init; }

    /// <summary>Whether it is served.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>How its requests are sent elsewhere; None shows the website.</summary>
    [Column("redirect_type")] public RedirectType RedirectType { get; init; }

    /// <summary>Where its requests are sent: a path that begins and ends with a slash, or an address.</summary>
    [Column("redirect_path")] public string RedirectPath { get; init; } = "";

    /// <summary>To which of its names visitors are sent.</summary>
    [Column("seo_redirect")] public SeoRedirect SeoRedirect { get; init; }

    /// <summary>Whether the website's certificate from Let's Encrypt leaves it out.</summary>
    [Column("ssl_letsencrypt_exclude")] public bool LetsEncryptExcluded { get; init; }

    /// <summary>Directives of its own for the proxy.</summary>
    [Column("proxy_directives")] public string ProxyDirectives { get; init; } = "";

    /// <summary>The number of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}
