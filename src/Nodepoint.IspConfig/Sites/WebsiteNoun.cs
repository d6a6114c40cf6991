using System.Globalization;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

public sealed partial class WebsiteNoun
{
    // What the panel itself puts in when a site is added, whatever it was given.
    private static readonly ColumnSet PutIn = ColumnSet.Empty.With(DocumentRootOrdinal).With(SystemUserOrdinal).With(SystemGroupOrdinal).With(AllowOverrideOrdinal).With(PhpOpenBasedirOrdinal);

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
        return given.Contains(PhpOrdinal) ? value : value with { Php = await SiteServer.PhpAsync(value.ServerId, lookup, cancel).ConfigureAwait(false) };
    }

    /// <summary>The panel derives directory, system user and group from the site's number; what was given instead is put in afterwards.</summary>
    /// <inheritdoc/>
    public override ColumnSet SetAfterAdd => PutIn;

    /// <inheritdoc/>
    public override async ValueTask<Website> AfterAddAsync(Website stored, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        var there = await lookup.ReadAsync(this, new Reference<Website>(stored.Id), cancel).ConfigureAwait(false);
        var wanted = Merge(there, stored, given.Intersect(PutIn));
        var columns = Differences(there, wanted);
        if (columns.IsEmpty) return there;
        await lookup.Table(this).UpdateAsync(wanted, columns, cancel: cancel).ConfigureAwait(false);
        return wanted;
    }

    /// <inheritdoc/>
    public override async ValueTask<Website> PrepareChangeAsync(Website before, Website after, PanelLookup lookup, CancellationToken cancel)
    {
        var site = after.Domain == before.Domain ? after : Renamed(before, after with { Domain = DomainKey.Validate(after.Domain, Title) });
        if (Differences(before, site).IsEmpty) return site;
        if (site.ServerId != before.ServerId) throw new FormatException($"Website {before} cannot be moved to another server: its files and databases would stay behind. Add it there and remove it here.");
        Validate(site, before);
        if (site.IpAddress != before.IpAddress || site.Ipv6Address != before.Ipv6Address) await VhostChecks.AddressesAsync(site.Domain, site.ServerId, site.IpAddress, site.Ipv6Address, lookup, cancel).ConfigureAwait(false);
        return site;
    }

    /// <summary>A site that changes hands gets the directory and group of its new owner, as on the panel's own pages.</summary>
    /// <inheritdoc/>
    public override async ValueTask<Website> MoveAsync(Website value, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var root = await SiteServer.RootAsync(value, owner, lookup, cancel).ConfigureAwait(false);
        return value with
        {
            SystemGroup = "client" + owner.ClientId.ToString(CultureInfo.InvariantCulture), DocumentRoot = root,
            PhpOpenBasedir = SiteDirectory.Moved(value.PhpOpenBasedir, value.DocumentRoot, root),
        };
    }

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<RestorationItem>> ConsequencesAsync(Website before, Website after, Owner? owner, PanelLookup lookup, CancellationToken cancel)
        => WebsiteChildren.FollowAsync(before, after, owner, lookup, cancel);

    /// <summary>Nothing of a site goes with it on the panel, so all of it is named and removed here.</summary>
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyList<Dependent>> DependentsAsync(Website value, PanelLookup lookup, CancellationToken cancel) => WebsiteChildren.FindAsync(value, lookup, cancel);

    // The names within its settings, which the panel's own page changes along.
    private static Website Renamed(Website before, Website after) => after with
    {
        SslDomain = after.SslDomain == before.SslDomain ? after.SslDomain.Replace(before.Domain, after.Domain, StringComparison.Ordinal) : after.SslDomain,
        PhpOpenBasedir = after.PhpOpenBasedir == before.PhpOpenBasedir ? after.PhpOpenBasedir.Replace($"/{before.Domain}/", $"/{after.Domain}/", StringComparison.Ordinal) : after.PhpOpenBasedir,
    };

    private static void Validate(Website site, Website? before = null)
    {
        VhostChecks.Values(site, before);
        // The servers read 0 as no limit at all.
        if (site.DiskQuota == 0 && before?.DiskQuota != 0) throw new FormatException($"-DiskQuota 0 would be no limit at all for {site.Domain}. Give a size such as 1GB, or Unlimited.");
        if (site.DiskQuota < -1) throw new FormatException($"The room of {site.Domain} is below -1. Give a size such as 1GB, or Unlimited.");
        if (site.WebFolder != before?.WebFolder) _ = VhostChecks.Folder(site.Domain, site.WebFolder);
    }
}
