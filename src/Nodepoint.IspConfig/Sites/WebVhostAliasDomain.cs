using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>An alias domain of a website with a separate directory and separate settings.</summary>
[PanelObject("sites_web_vhost_aliasdomain", Form = "sites/web_vhost_domain", Table = "web_domain", IdColumn = "domain_id", Noun = "NpWebVhostAliasDomain", Title = "vhost alias domain", Only = "type=vhostalias", Dependents = [typeof(WebFolder)],
    Hidden = ["is_subdomainwww", "ssl_letsencrypt_exclude", "last_quota_notification", "last_jailkit_update", "last_jailkit_hash"],
    View = "Id:5> Domain:32 WebFolder:14 Active:6 Php:8 Ssl:5")]
[Counts(nameof(Clients.Client.WebAliasDomainLimit))]
public sealed partial record WebVhostAliasDomain : VhostChild
{
    /// <summary>Kind of row in the panel's shared table.</summary>
    [Column("type", Internal = true)] public string Kind { get; init; } = "vhostalias";
}

public sealed partial class WebVhostAliasDomainNoun
{
    /// <inheritdoc/>
    internal override ValueTask<string?> FindFormErrorAsync(string function, string column, string value, WebVhostAliasDomain? before, WebVhostAliasDomain after, PanelLookup lookup, CancellationToken cancel)
        => DomainConflicts.FindAsync(this, function, value, before, after, lookup, cancel);

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key);

    /// <inheritdoc/>
    public override ValueTask<Prepared<WebVhostAliasDomain>> PrepareAsync(WebVhostAliasDomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => VhostChildren.PrepareAsync(this, value, given, (name, _) => DomainKey.Validate(name, Title), lookup, cancel);

    /// <inheritdoc/>
    public override ValueTask<WebVhostAliasDomain> PrepareChangeAsync(WebVhostAliasDomain before, WebVhostAliasDomain after, PanelLookup lookup, CancellationToken cancel)
        => VhostChildren.PrepareChangeAsync(this, before, after, (name, _) => DomainKey.Validate(name, Title), lookup, cancel);

    /// <inheritdoc/>
    public override WebVhostAliasDomain Carry(WebVhostAliasDomain requested, WebVhostAliasDomain after) => after with { PhpVersionName = requested.PhpVersionName };

    /// <inheritdoc/>
    public override string? Caution(WebVhostAliasDomain before, WebVhostAliasDomain after) => VhostChildren.Caution(before, after);
}
