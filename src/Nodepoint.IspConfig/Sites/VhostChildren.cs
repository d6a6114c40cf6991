using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Fills in and checks subdomains and alias domains with a separate directory. The remote API stores "-" as their directory and system user; the panel's web interface stores the website's.</summary>
internal static class VhostChildren
{
    /// <summary>Completes and checks a new one.</summary>
    public static async ValueTask<Prepared<T>> PrepareAsync<T>(PanelNoun<T> noun, T value, ColumnSet given, Func<string, Website, string> name, PanelLookup lookup, CancellationToken cancel) where T : VhostChild
    {
        bool Given(string member) => given.Any(ordinal => noun.Columns[ordinal].Member == member);
        var parent = await ParentWebsite.WebsiteAsync(value.WebsiteId, noun.Title, value.Domain, lookup, cancel).ConfigureAwait(false);
        var domain = name(value.Domain, parent);
        var folder = VhostChecks.Folder(domain, value.WebFolder);
        if (folder.Length == 0) throw new RuleException(Rule.ValueMissing, $"{domain} has no directory. Specify -WebFolder, a directory below that of website {parent}.");
        var (followed, owner) = await noun.InheritFromParentAsync(value with { Domain = domain, WebFolder = folder }, given, lookup, cancel).ConfigureAwait(false);
        var site = followed with
        {
            DocumentRoot = Given(nameof(VhostChild.DocumentRoot)) ? value.DocumentRoot : parent.DocumentRoot,
            SystemUser = Given(nameof(VhostChild.SystemUser)) ? value.SystemUser : parent.SystemUser,
            SystemGroup = Given(nameof(VhostChild.SystemGroup)) ? value.SystemGroup : parent.SystemGroup,
            IpAddress = Given(nameof(VhostChild.IpAddress)) ? value.IpAddress : parent.IpAddress,
            Ipv6Address = Given(nameof(VhostChild.Ipv6Address)) ? value.Ipv6Address : parent.Ipv6Address,
            AllowOverride = Given(nameof(VhostChild.AllowOverride)) ? value.AllowOverride : parent.AllowOverride,
            Php = Given(nameof(VhostChild.Php)) ? value.Php : parent.Php == PhpMode.None ? await SiteServer.PhpAsync(parent.ServerId, lookup, cancel).ConfigureAwait(false) : parent.Php,
            PhpOpenBasedir = Given(nameof(VhostChild.PhpOpenBasedir)) ? value.PhpOpenBasedir : await SiteServer.OpenBasedirAsync(parent, domain, folder, lookup, cancel).ConfigureAwait(false),
        };
        site = await SitePhpVersion.ResolveAsync(site, lookup, cancel).ConfigureAwait(false);
        VhostChecks.Values(site);
        if (Given(nameof(VhostChild.IpAddress)) || Given(nameof(VhostChild.Ipv6Address))) await VhostChecks.AddressesAsync(domain, site.ServerId, site.IpAddress, site.Ipv6Address, lookup, cancel).ConfigureAwait(false);
        return new Prepared<T>(site, owner) { Follows = true, Caution = VhostChecks.FolderCaution(domain, folder) };
    }

    /// <summary>Checks a changed one.</summary>
    public static async ValueTask<T> PrepareChangeAsync<T>(PanelNoun<T> noun, T before, T after, Func<string, Website, string> name, PanelLookup lookup, CancellationToken cancel) where T : VhostChild
    {
        if (after.WebsiteId != before.WebsiteId) throw new RuleException(Rule.MoveNotAllowed, $"Cannot move {before} to another website because its files are in the directory of its website. Remove it and create it on the other website.");
        after = await SitePhpVersion.ResolveAsync(after, lookup, cancel).ConfigureAwait(false);
        var site = after;
        if (after.Domain != before.Domain)
            site = after with { Domain = name(after.Domain, await ParentWebsite.WebsiteAsync(after.WebsiteId, noun.Title, after.Domain, lookup, cancel).ConfigureAwait(false)) };
        if (after.WebFolder != before.WebFolder)
        {
            var folder = VhostChecks.Folder(before.Domain, after.WebFolder);
            if (folder.Length == 0) throw new RuleException(Rule.ValueMissing, $"-WebFolder of {before} is empty. Specify a directory below that of its website.");
            site = site with { WebFolder = folder, PhpOpenBasedir = after.PhpOpenBasedir == before.PhpOpenBasedir ? SiteDirectory.ReplaceFolder(after.PhpOpenBasedir, before.DocumentRoot, before.Domain, before.WebFolder, folder) : after.PhpOpenBasedir };
        }

        VhostChecks.Values(site, before);
        if (site.IpAddress != before.IpAddress || site.Ipv6Address != before.Ipv6Address) await VhostChecks.AddressesAsync(site.Domain, site.ServerId, site.IpAddress, site.Ipv6Address, lookup, cancel).ConfigureAwait(false);
        return site;
    }

    /// <summary>The warning about a changed directory, or null.</summary>
    public static string? Caution(VhostChild before, VhostChild after) => before.WebFolder == after.WebFolder ? null : VhostChecks.FolderCaution(after.Domain, after.WebFolder);
}
