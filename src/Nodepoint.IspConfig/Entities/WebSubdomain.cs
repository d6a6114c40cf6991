namespace Nodepoint.IspConfig.Entities;

/// <summary>A subdomain of a website that shows the website itself or sends its requests elsewhere.</summary>
[PanelObject("sites_web_subdomain", Form = "sites/web_childdomain", Table = "web_domain", IdColumn = "domain_id", Noun = "NpWebSubdomain", Title = "subdomain", Only = "type=subdomain", Shared = true,
    View = "Id:5> Domain:34 WebsiteId:9> Active:6 RedirectType")]
[Counts(nameof(Client.WebSubdomainLimit))]
public sealed partial record WebSubdomain : ChildDomain
{
    /// <summary>The subdomain it answers to without one being made.</summary>
    [Column("subdomain")] public AutoSubdomain AutoSubdomain { get; init; }

    /// <summary>What kind of row it is in the panel's shared table.</summary>
    [Column("type", Internal = true, Resend = true)] public string Type { get; init; } = "subdomain";
}

public sealed partial class WebSubdomainNoun
{
    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key);

    /// <inheritdoc/>
    public override async ValueTask<Prepared<WebSubdomain>> PrepareAsync(WebSubdomain value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => await FollowAsync(await ValidateAsync(value, lookup, cancel).ConfigureAwait(false), given, lookup, cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask<WebSubdomain> PrepareChangeAsync(WebSubdomain before, WebSubdomain after, PanelLookup lookup, CancellationToken cancel)
    {
        if (Differences(before, after).IsEmpty) return after;
        await SiteTie.SameOwnerAsync(before.WebsiteId, after.WebsiteId, before.ToString(), lookup, cancel).ConfigureAwait(false);
        return after.Domain == before.Domain && after.WebsiteId == before.WebsiteId && after.RedirectType == before.RedirectType && after.RedirectPath == before.RedirectPath
            ? after
            : await ValidateAsync(after, lookup, cancel).ConfigureAwait(false);
    }

    private async ValueTask<WebSubdomain> ValidateAsync(WebSubdomain value, PanelLookup lookup, CancellationToken cancel)
    {
        var parent = await SiteTie.WebsiteAsync(value.WebsiteId, Title, value.Domain, lookup, cancel).ConfigureAwait(false);
        var domain = SiteTie.Subdomain(value.Domain, parent, Title);
        if (VhostChecks.RedirectComplaint(domain, value.RedirectType, value.RedirectPath) is { } complaint) throw new FormatException(complaint);
        return value with { Domain = domain, ServerId = parent.ServerId };
    }
}
