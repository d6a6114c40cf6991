namespace Nodepoint.IspConfig.Entities;

/// <summary>A second domain of a website, which shows the website itself or sends its requests elsewhere.</summary>
[PanelObject("sites_web_aliasdomain", Form = "sites/web_childdomain", Table = "web_domain", IdColumn = "domain_id", Noun = "NpWebAliasDomain", Title = "alias domain of a website", Only = "type=alias", Shared = true,
    View = "Id:5> Domain:34 WebsiteId:9> Active:6 RedirectType")]
[Counts(nameof(Client.WebAliasDomainLimit))]
public sealed partial record WebAliasDomain : ChildDomain
{
    /// <summary>The subdomain it answers to without one being made.</summary>
    [Column("subdomain")] public AutoSubdomain AutoSubdomain { get; init; } = AutoSubdomain.Www;

    /// <summary>What kind of row it is in the panel's shared table.</summary>
    [Column("type", Internal = true, Resend = true)] public string Type { get; init; } = "alias";
}

public sealed partial class WebAliasDomainNoun
{
    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key);

    /// <inheritdoc/>
    public override async ValueTask<Prepared<WebAliasDomain>> PrepareAsync(WebAliasDomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => await FollowAsync(await ValidateAsync(value, lookup, cancel).ConfigureAwait(false), given, lookup, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask<WebAliasDomain> PrepareChangeAsync(WebAliasDomain before, WebAliasDomain after, PanelLookup lookup, CancellationToken cancel)
    {
        if (Differences(before, after).IsEmpty) return after;
        await SiteTie.SameOwnerAsync(before.WebsiteId, after.WebsiteId, before.ToString(), lookup, cancel).ConfigureAwait(false);
        return after.Domain == before.Domain && after.WebsiteId == before.WebsiteId && after.RedirectType == before.RedirectType && after.RedirectPath == before.RedirectPath
            ? after
            : await ValidateAsync(after, lookup, cancel).ConfigureAwait(false);
    }

    private async ValueTask<WebAliasDomain> ValidateAsync(WebAliasDomain value, PanelLookup lookup, CancellationToken cancel)
    {
        var parent = await SiteTie.WebsiteAsync(value.WebsiteId, Title, value.Domain, lookup, cancel).ConfigureAwait(false);
        var domain = DomainKey.Validate(value.Domain, Title);
        if (VhostChecks.RedirectComplaint(domain, value.RedirectType, value.RedirectPath) is { } complaint) throw new FormatException(complaint);
        return value with { Domain = domain, ServerId = parent.ServerId };
    }
}
