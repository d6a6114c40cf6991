using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>A password-protected folder of a website.</summary>
[PanelObject("sites_web_folder", Form = "sites/web_folder", IdColumn = "web_folder_id", Noun = "NpWebFolder", Title = "protected folder", Unique = false, Dependents = [typeof(WebFolderUser)],
    View = "Id:5> Path:40 WebsiteId:9> Active")]
public sealed partial record WebFolder : PanelObject
{
    /// <summary>Path in the website's pages; the natural key within a website. / protects all pages.</summary>
    [Column("path"), Key, Required(Position = 0)] public string Path { get; init; } = "/";

    /// <summary>ID of the website.</summary>
    [Column("parent_domain_id"), Link(typeof(Website), Parent = true), KeyPart] public long WebsiteId { get; init; }

    /// <summary>Whether the folder is protected.</summary>
    [Column("active")] public bool Active { get; init; } = true;

    /// <summary>ID of the website's server.</summary>
    [Column("server_id")] public long ServerId { get; init; } = 1;
}

public sealed partial class WebFolderNoun
{
    /// <inheritdoc/>
    public override StringComparison KeyComparison => StringComparison.Ordinal;

    /// <inheritdoc/>
    public override bool SharesOwner => true;

    /// <summary>Folders of subdomains and alias domains with a separate directory are found too.</summary>
    /// <inheritdoc/>
    public override KeyValuePair<string, string> Within(PanelObject parent)
        => parent is VhostSite ? new("parent_domain_id", parent.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)) : base.Within(parent);

    /// <summary>The panel accepts the same folder twice, with and without its slashes.</summary>
    /// <inheritdoc/>
    public override async ValueTask<WebFolder?> FindExistingAsync(WebFolder value, PanelLookup lookup, CancellationToken cancel)
    {
        KeyValuePair<string, string>[] filter = [new("parent_domain_id", value.WebsiteId.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        return (await lookup.Table(this).ListAsync(filter, cancel).ConfigureAwait(false)).Find(folder => folder.Id != value.Id && folder.Path.Trim('/') == value.Path.Trim('/'));
    }

    /// <inheritdoc/>
    public override async ValueTask<Prepared<WebFolder>> PrepareAsync(WebFolder value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        _ = await ParentWebsite.WebsiteAsync(value.WebsiteId, Title, value.Path, lookup, cancel).ConfigureAwait(false);
        return await InheritFromParentAsync(value with { Path = SiteDirectory.Page(value.Path, Title) }, given, lookup, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask<WebFolder> PrepareChangeAsync(WebFolder before, WebFolder after, PanelLookup lookup, CancellationToken cancel)
    {
        await ParentWebsite.SameOwnerAsync(before.WebsiteId, after.WebsiteId, $"{Title} {before}", lookup, cancel).ConfigureAwait(false);
        if (after.Path == before.Path && after.WebsiteId == before.WebsiteId) return after;
        var folder = after with { Path = SiteDirectory.Page(after.Path, Title) };
        if (await FindExistingAsync(folder, lookup, cancel).ConfigureAwait(false) is not null) throw new PanelException(FaultKind.Duplicate, Functions + "_update", $"The {Title} {folder} already exists on its website.");
        return folder;
    }
}
