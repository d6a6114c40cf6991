using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

public sealed partial class WebsiteNoun
{
    /// <inheritdoc/>
    internal override ValueTask<string?> FindFormErrorAsync(string function, string column, string value, Website? before, Website after, PanelLookup lookup, CancellationToken cancel)
        => DomainConflicts.FindAsync(this, function, value, before, after, lookup, cancel);

    // The panel overwrites these columns when a website is added.
    private static readonly ColumnSet OverwrittenByAdd = ColumnSet.Empty.With(DocumentRootOrdinal).With(SystemUserOrdinal).With(SystemGroupOrdinal).With(AllowOverrideOrdinal).With(PhpOpenBasedirOrdinal);

    /// <inheritdoc/>
    public override string NormalizeKey(string key) => DomainKey.Normalize(key);

    /// <inheritdoc/>
    public override ValueTask<Prepared<Website>> PrepareAsync(Website value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var site = value with { Domain = DomainKey.Validate(value.Domain, Title) };
        Validate(site);
        return new(new Prepared<Website>(site));
    }

    /// <inheritdoc/>
    public override async ValueTask<Website> ForOwnerAsync(Website value, ColumnSet given, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        await VhostChecks.AddressesAsync(value.Domain, value.ServerId, value.IpAddress, value.Ipv6Address, lookup, cancel).ConfigureAwait(false);
        var site = given.Contains(PhpOrdinal) ? value : value with { Php = await SiteServer.PhpAsync(value.ServerId, lookup, cancel).ConfigureAwait(false) };
        return await SitePhpVersion.ResolveAsync(site, lookup, cancel).ConfigureAwait(false);
    }

    /// <summary>The panel derives directory, system user and group from the ID of the website; specified values are set afterwards.</summary>
    /// <inheritdoc/>
    public override ColumnSet SetAfterAdd => OverwrittenByAdd;

    /// <inheritdoc/>
    public override async ValueTask<Website> AfterAddAsync(Website stored, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var added = await lookup.ReadAsync(this, new Reference<Website>(stored.Id), cancel).ConfigureAwait(false);
        var wanted = Merge(added, stored, given.Intersect(OverwrittenByAdd));
        var columns = Differences(added, wanted);
        if (columns.IsEmpty) return added;
        await lookup.Table(this).UpdateAsync(wanted, columns, cancel: cancel).ConfigureAwait(false);
        return wanted;
    }

    /// <inheritdoc/>
    public override async ValueTask<Website> PrepareChangeAsync(Website before, Website after, PanelLookup lookup, CancellationToken cancel)
    {
        after = await SitePhpVersion.ResolveAsync(after, lookup, cancel).ConfigureAwait(false);
        var site = after.Domain == before.Domain ? after : Renamed(before, after with { Domain = DomainKey.Validate(after.Domain, Title) });
        if (Differences(before, site).IsEmpty) return site;
        if (site.ServerId != before.ServerId) throw new RuleException(Rule.ServerNotAllowed, $"Cannot move website {before} to another server because its files and databases would not be moved. Create a website on the other server and remove this one.");
        Validate(site, before);
        if (site.IpAddress != before.IpAddress || site.Ipv6Address != before.Ipv6Address) await VhostChecks.AddressesAsync(site.Domain, site.ServerId, site.IpAddress, site.Ipv6Address, lookup, cancel).ConfigureAwait(false);
        return site;
    }

    /// <inheritdoc/>
    public override Website Carry(Website requested, Website after) => after with { PhpVersionName = requested.PhpVersionName };

    /// <summary>A website that gets a new owner gets the directory and group of that owner, as on the panel's pages.</summary>
    /// <inheritdoc/>
    public override async ValueTask<Website> MoveAsync(Website value, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var root = await SiteServer.RootAsync(value, owner, lookup, cancel).ConfigureAwait(false);
        return value with
        {
            SystemGroup = "client" + owner.ClientId.ToString(CultureInfo.InvariantCulture), DocumentRoot = root,
            PhpOpenBasedir = SiteDirectory.ReplaceRoot(value.PhpOpenBasedir, value.DocumentRoot, root),
        };
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<PlannedCall>> FindFollowUpChangesAsync(Website before, Website after, Owner? owner, PanelLookup lookup, CancellationToken cancel)
        => WebsiteChildren.InheritFromParentAsync(before, after, owner, lookup, cancel);

    /// <summary>The panel removes no dependents of a website, so all of them are listed and removed.</summary>
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<Dependent>> DependentsAsync(Website value, PanelLookup lookup, CancellationToken cancel) => WebsiteChildren.FindAsync(value, lookup, cancel);

    // The panel's web interface changes the name in these settings too.
    private static Website Renamed(Website before, Website after) => after with
    {
        SslDomain = after.SslDomain == before.SslDomain ? after.SslDomain.Replace(before.Domain, after.Domain, StringComparison.Ordinal) : after.SslDomain,
        PhpOpenBasedir = after.PhpOpenBasedir == before.PhpOpenBasedir ? after.PhpOpenBasedir.Replace($"/{before.Domain}/", $"/{after.Domain}/", StringComparison.Ordinal) : after.PhpOpenBasedir,
    };

    private static void Validate(Website site, Website? before = null)
    {
        VhostChecks.Values(site, before);
        // The servers treat 0 as unlimited.
        if (site.DiskQuota == 0 && before?.DiskQuota != 0) throw new RuleException(Rule.ValueOutOfRange, $"-DiskQuota 0 of {site.Domain} would be unlimited. Use a size such as 1GB, or Unlimited.");
        if (site.DiskQuota < -1) throw new RuleException(Rule.ValueOutOfRange, $"-DiskQuota of {site.Domain} is below -1. Use a size such as 1GB, or Unlimited.");
        if (site.WebFolder != before?.WebFolder) _ = VhostChecks.Folder(site.Domain, site.WebFolder);
    }
}
