namespace Nodepoint.IspConfig.Entities;

/// <summary>A subdomain of a website with a directory and settings of its own.</summary>
[PanelObject("sites_web_vhost_subdomain", Form = "sites/web_vhost_domain", Table = "web_domain", IdColumn = "domain_id", Noun = "NpWebVhostSubdomain", Title = "vhost subdomain", Only = "type=vhostsubdomain", Below = [typeof(WebFolder)],
    Hidden = ["is_subdomainwww", "ssl_letsencrypt_exclude", "last_quota_notification", "last_jailkit_update", "last_jailkit_hash"],
    View = "Id:5> Domain:34 WebFolder:14 Active:6 Php:8 Ssl")]
[Counts(nameof(Client.WebSubdomainLimit))]
public sealed partial record WebVhostSubdomain : VhostSite
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

    /// <summary>What kind of row it is in the panel's shared table.</summary>
    [Column("type", Internal = true)] public string Kind { get; init; } = "vhostsubdomain";
}

public sealed partial class WebVhostSubdomainNoun
{
    private static readonly ColumnSet Addresses = ColumnSet.Empty.With(IpAddressOrdinal).With(Ipv6AddressOrdinal);

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key);

    /// <summary>The panel stores "-" as its place and system user; its own pages put in the website's.</summary>
    /// <inheritdoc/>
    public override async ValueTask<Prepared<WebVhostSubdomain>> PrepareAsync(WebVhostSubdomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var parent = await SiteTie.WebsiteAsync(value.WebsiteId, Title, value.Domain, lookup, cancel).ConfigureAwait(false);
        var domain = SiteTie.Subdomain(value.Domain, parent, Title);
        var folder = VhostChecks.Folder(domain, value.WebFolder);
        if (folder.Length == 0) throw new FormatException($"{domain} has no directory. Give -WebFolder, below the directory of website {parent}.");
        var (followed, owner) = await FollowAsync(value with { Domain = domain, WebFolder = folder }, given, lookup, cancel).ConfigureAwait(false);
        var site = followed with
        {
            DocumentRoot = given.Contains(DocumentRootOrdinal) ? value.DocumentRoot : parent.DocumentRoot,
            SystemUser = given.Contains(SystemUserOrdinal) ? value.SystemUser : parent.SystemUser,
            SystemGroup = given.Contains(SystemGroupOrdinal) ? value.SystemGroup : parent.SystemGroup,
            IpAddress = given.Contains(IpAddressOrdinal) ? value.IpAddress : parent.IpAddress,
            Ipv6Address = given.Contains(Ipv6AddressOrdinal) ? value.Ipv6Address : parent.Ipv6Address,
            AllowOverride = given.Contains(AllowOverrideOrdinal) ? value.AllowOverride : parent.AllowOverride,
            Php = given.Contains(PhpOrdinal) ? value.Php : parent.Php == PhpMode.None ? await SiteServer.PhpAsync(parent.ServerId, lookup, cancel).ConfigureAwait(false) : parent.Php,
            PhpOpenBasedir = given.Contains(PhpOpenBasedirOrdinal) ? value.PhpOpenBasedir : await SiteServer.OpenBasedirAsync(parent, domain, folder, lookup, cancel).ConfigureAwait(false),
            AutoSubdomain = given.Contains(AutoSubdomainOrdinal) ? value.AutoSubdomain : AutoSubdomain.None,
        };
        VhostChecks.Values(site);
        if (!given.Intersect(Addresses).IsEmpty) await VhostChecks.AddressesAsync(domain, site.ServerId, site.IpAddress, site.Ipv6Address, lookup, cancel).ConfigureAwait(false);
        return new Prepared<WebVhostSubdomain>(site, owner) { Follows = true, Caution = VhostChecks.FolderCaution(domain, folder) };
    }

    /// <inheritdoc/>
    public override async ValueTask<WebVhostSubdomain> PrepareChangeAsync(WebVhostSubdomain before, WebVhostSubdomain after, PanelLookup lookup, CancellationToken cancel)
    {
        if (after.WebsiteId != before.WebsiteId) throw new FormatException($"{before} stays with its website, as its files lie there. Remove it and add it to the other one.");
        var site = after;
        if (after.Domain != before.Domain)
        {
            var parent = await SiteTie.WebsiteAsync(after.WebsiteId, Title, after.Domain, lookup, cancel).ConfigureAwait(false);
            site = after with { Domain = SiteTie.Subdomain(after.Domain, parent, Title) };
        }

        if (after.WebFolder != before.WebFolder)
        {
            var folder = VhostChecks.Folder(before.Domain, after.WebFolder);
            if (folder.Length == 0) throw new FormatException($"{before} has to have a directory. Give -WebFolder, below that of its website.");
            site = site with { WebFolder = folder, PhpOpenBasedir = after.PhpOpenBasedir == before.PhpOpenBasedir ? SiteDirectory.Refoldered(after.PhpOpenBasedir, before.DocumentRoot, before.Domain, before.WebFolder, folder) : after.PhpOpenBasedir };
        }

        VhostChecks.Values(site, before);
        if (!Differences(before, site).Intersect(Addresses).IsEmpty) await VhostChecks.AddressesAsync(site.Domain, site.ServerId, site.IpAddress, site.Ipv6Address, lookup, cancel).ConfigureAwait(false);
        return site;
    }

    /// <inheritdoc/>
    public override string? Caution(WebVhostSubdomain before, WebVhostSubdomain after) => before.WebFolder == after.WebFolder ? null : VhostChecks.FolderCaution(after.Domain, after.WebFolder);
}
