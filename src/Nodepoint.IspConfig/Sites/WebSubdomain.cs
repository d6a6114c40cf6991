using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A subdomain of a website, which shows the website or redirects its requests.</summary>
[PanelObject("sites_web_subdomain", Form = "sites/web_childdomain", Table = "web_domain", IdColumn = "domain_id", Noun = "NpWebSubdomain", Title = "subdomain", Only = "type=subdomain", Shared = true,
    View = "Id:5> Domain:34 WebsiteId:9> Active:6 RedirectType")]
[Counts(nameof(Clients.Client.WebSubdomainLimit))]
public sealed partial record WebSubdomain : ChildDomain
{
    /// <summary>Subdomain that is served automatically: None, Www, or Wildcard for all.</summary>
    [Column("subdomain")] public AutoSubdomain AutoSubdomain { get; init; }

    /// <summary>Kind of row in the panel's shared table.</summary>
    [Column("type", Internal = true, Resend = true)] public string Kind { get; init; } = "subdomain";
}

public sealed partial class WebSubdomainNoun
{
    /// <inheritdoc/>
    internal override ValueTask<string?> FindFormErrorAsync(string function, string column, string value, WebSubdomain? before, WebSubdomain after, PanelLookup lookup, CancellationToken cancel)
        => DomainConflicts.FindAsync(this, function, value, before, after, lookup, cancel);

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key);

    /// <inheritdoc/>
    public override async ValueTask<Prepared<WebSubdomain>> PrepareAsync(WebSubdomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => await InheritFromParentAsync(await ChildDomains.ValidateAsync(this, value, (name, parent) => ParentWebsite.Subdomain(name, parent, Title), lookup, cancel).ConfigureAwait(false), given, lookup, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public override ValueTask<WebSubdomain> PrepareChangeAsync(WebSubdomain before, WebSubdomain after, PanelLookup lookup, CancellationToken cancel)
        => ChildDomains.ChangeAsync(this, before, after, (name, parent) => ParentWebsite.Subdomain(name, parent, Title), lookup, cancel);
}
