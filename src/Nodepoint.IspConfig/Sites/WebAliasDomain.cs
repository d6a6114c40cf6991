using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Another domain of a website, which shows the website or redirects its requests.</summary>
[PanelObject("sites_web_aliasdomain", Form = "sites/web_childdomain", Table = "web_domain", IdColumn = "domain_id", Noun = "NpWebAliasDomain", Title = "alias domain of a website", Only = "type=alias", Shared = true,
    View = "Id:5> Domain:34 WebsiteId:9> Active:6 RedirectType")]
[Counts(nameof(Clients.Client.WebAliasDomainLimit))]
public sealed partial record WebAliasDomain : ChildDomain
{
    /// <summary>Subdomain that is served automatically: None, Www, or Wildcard for all.</summary>
    [Column("subdomain")] public AutoSubdomain AutoSubdomain { get; init; } = AutoSubdomain.Www;

    /// <summary>Kind of row in the panel's shared table.</summary>
    [Column("type", Internal = true, Resend = true)] public string Kind { get; init; } = "alias";
}

public sealed partial class WebAliasDomainNoun
{
    /// <inheritdoc/>
    internal override ValueTask<string?> FindFormErrorAsync(string function, string column, string value, WebAliasDomain? before, WebAliasDomain after, PanelLookup lookup, CancellationToken cancel)
        => DomainConflicts.FindAsync(this, function, value, before, after, lookup, cancel);

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key);

    /// <inheritdoc/>
    public override async ValueTask<Prepared<WebAliasDomain>> PrepareAsync(WebAliasDomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => await InheritFromParentAsync(await ChildDomains.ValidateAsync(this, value, (name, _) => DomainKey.Validate(name, "alias domain"), lookup, cancel).ConfigureAwait(false), given, lookup, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public override ValueTask<WebAliasDomain> PrepareChangeAsync(WebAliasDomain before, WebAliasDomain after, PanelLookup lookup, CancellationToken cancel)
        => ChildDomains.ChangeAsync(this, before, after, (name, _) => DomainKey.Validate(name, "alias domain"), lookup, cancel);
}
