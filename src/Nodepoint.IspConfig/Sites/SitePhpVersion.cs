using System.Globalization;
using System.Text.RegularExpressions;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Finds the PHP version of a site by its name, such as 8.2, on the site's server.</summary>
internal static class SitePhpVersion
{
    /// <summary>Sets the ID of the PHP version that a site names.</summary>
    /// <typeparam name="T">The site.</typeparam>
    /// <param name="site">The site, whose server is known.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The site; unchanged if it names no version.</returns>
    /// <exception cref="RuleException">No version of the server fits, or several.</exception>
    public static async ValueTask<T> ResolveAsync<T>(T site, PanelLookup lookup, CancellationToken cancel) where T : VhostSite
    {
        if (site.PhpVersionName is not { } name) return site;
        if (name.Equals("Default", StringComparison.OrdinalIgnoreCase)) return site with { PhpVersionId = 0, PhpVersionName = null };
        var offered = await lookup.OnceAsync("PHP versions", site.StoredOn.ToString(CultureInfo.InvariantCulture), async () =>
        {
            var directory = new ServerDirectory(lookup.Connection);
            var server = (await directory.ListAsync(cancel).ConfigureAwait(false)).Find(one => one.Id == site.StoredOn);
            return server is null ? [] : await directory.PhpVersionsAsync(server, cancel).ConfigureAwait(false);
        }).ConfigureAwait(false);
        var found = Fitting(offered, name);
        // A version may be there once for each mode.
        if (found.Count > 1 && found.FindAll(version => site.Php == PhpMode.PhpFpm ? version.Fpm : site.Php == PhpMode.FastCgi && version.FastCgi) is [var ofMode]) found = [ofMode];
        if (found is [var one]) return site with { PhpVersionId = one.Id, PhpVersionName = null };
        var all = offered.Count == 0 ? "The server offers no other version than its default. Use Default." : $"The server offers {string.Join(", ", offered.Select(version => string.Create(CultureInfo.InvariantCulture, $"'{version.Name}' (ID {version.Id})")))}. Use one of these names, Default, or -PhpVersionId.";
        throw new RuleException(Rule.ValueOutOfRange, $"-PhpVersion {Excerpt.Of(name)} fits {(found.Count == 0 ? "no PHP version" : string.Create(CultureInfo.InvariantCulture, $"{found.Count} PHP versions"))} on the server of {site.Domain}. {all}");
    }

    private static List<PhpVersion> Fitting(IReadOnlyList<PhpVersion> offered, string name)
    {
        var exact = offered.Where(version => version.Name.Trim().Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        // 8.2 fits PHP 8.2 and PHP 8.2.10, but not PHP 8.20.
        return exact.Count > 0 ? exact : offered.Where(version => Regex.IsMatch(version.Name, $@"(?<![0-9.]){Regex.Escape(name.Trim())}(?![0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)).ToList();
    }
}
