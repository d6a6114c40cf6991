using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A subdomain of a website with a separate directory and separate settings.</summary>
[PanelObject("sites_web_vhost_subdomain", Form = "sites/web_vhost_domain", Table = "web_domain", IdColumn = "domain_id", Noun = "NpWebVhostSubdomain", Title = "vhost subdomain", Only = "type=vhostsubdomain", Dependents = [typeof(WebFolder)],
    Hidden = ["is_subdomainwww", "ssl_letsencrypt_exclude", "last_quota_notification", "last_jailkit_update", "last_jailkit_hash"],
    View = "Id:5> Domain:32 WebFolder:14 Active:6 Php:8 Ssl:5")]
[Counts(nameof(Clients.Client.WebSubdomainLimit))]
public sealed partial record WebVhostSubdomain : VhostChild
{
    /// <summary>Kind of row in the panel's shared table.</summary>
    [Column("type", Internal = true)] public string Kind { get; init; } = "vhostsubdomain";
}

public sealed partial class WebVhostSubdomainNoun
{
    /// <inheritdoc/>
    internal override ValueTask<string?> FindFormErrorAsync(string function, string column, string value, WebVhostSubdomain? before, WebVhostSubdomain after, PanelLookup lookup, CancellationToken cancel)
        => DomainConflicts.FindAsync(this, function, value, before, after, lookup, cancel);

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key);

    /// <inheritdoc/>
    public override ValueTask<Prepared<WebVhostSubdomain>> PrepareAsync(WebVhostSubdomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => VhostChildren.PrepareAsync(this, given.Contains(AutoSubdomainOrdinal) ? value : value with { AutoSubdomain = AutoSubdomain.None }, given, (name, parent) => ParentWebsite.Subdomain(name, parent, Title), lookup, cancel);

    /// <inheritdoc/>
    public override ValueTask<WebVhostSubdomain> PrepareChangeAsync(WebVhostSubdomain before, WebVhostSubdomain after, PanelLookup lookup, CancellationToken cancel)
        => VhostChildren.PrepareChangeAsync(this, before, after, (name, parent) => ParentWebsite.Subdomain(name, parent, Title), lookup, cancel);

    /// <inheritdoc/>
    public override WebVhostSubdomain Carry(WebVhostSubdomain requested, WebVhostSubdomain after) => after with { PhpVersionName = requested.PhpVersionName };

    /// <inheritdoc/>
    public override string? Caution(WebVhostSubdomain before, WebVhostSubdomain after) => VhostChildren.Caution(before, after);
}
