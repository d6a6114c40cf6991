using System.Globalization;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Reads what the settings of a web server determine for its sites (server_get, section web).</summary>
internal static class SiteServer
{
    /// <summary>The default PHP mode of a server: PHP-FPM on nginx, which supports no other, else FastCGI.</summary>
    public static async ValueTask<PhpMode> PhpAsync(long serverId, PanelLookup lookup, CancellationToken cancel)
    {
        try
        {
            var settings = await lookup.ServerConfigAsync(serverId, "web", cancel).ConfigureAwait(false);
            return settings.GetValueOrDefault("server_type") == "nginx" ? PhpMode.PhpFpm : PhpMode.FastCgi;
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied)
        {
            return PhpMode.FastCgi;
        }
    }

    /// <summary>The document root of a site for an owner.</summary>
    public static async ValueTask<string> RootAsync(Website site, Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        var settings = await lookup.ServerConfigAsync(site.ServerId, "web", cancel).ConfigureAwait(false);
        var root = (settings.GetValueOrDefault("website_path") ?? "/var/www/clients/client[client_id]/web[website_id]")
            .Replace("[website_id]", site.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("[client_id]", owner.ClientId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        for (var levels = 1; levels <= 4; levels++)
            root = root.Replace($"[website_idhash_{levels}]", Hash(site.Id, 1), StringComparison.Ordinal).Replace($"[client_idhash_{levels}]", Hash(owner.ClientId, levels), StringComparison.Ordinal);
        return root;
    }

    /// <summary>The directories that PHP may use for a subdomain or alias domain with its own directory.</summary>
    public static async ValueTask<string> OpenBasedirAsync(Website parent, string domain, string folder, PanelLookup lookup, CancellationToken cancel)
    {
        var settings = await lookup.ServerConfigAsync(parent.ServerId, "web", cancel).ConfigureAwait(false);
        return (settings.GetValueOrDefault("php_open_basedir") ?? "")
            .Replace("[website_path]/web", $"{parent.DocumentRoot}/{folder}", StringComparison.Ordinal)
            .Replace("[website_domain]/web", $"{domain}/{folder}", StringComparison.Ordinal)
            .Replace("[website_path]", parent.DocumentRoot, StringComparison.Ordinal)
            .Replace("[website_domain]", domain, StringComparison.Ordinal);
    }

    // The panel's directory hash: "3/2/1" for 123 and three levels.
    private static string Hash(long id, int levels)
    {
        var parts = new List<string>();
        for (; levels > 0; levels--, id /= 10) parts.Add((id % 10).ToString(CultureInfo.InvariantCulture));
        return string.Join('/', parts);
    }
}
