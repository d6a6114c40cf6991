using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Values of sites that the panel takes without complaint and its servers cannot work with.</summary>
internal static class VhostChecks
{
    private static readonly long[] Copies = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30];
    private static readonly string[] Taken = ["bin", "cgi-bin", "dev", "etc", "home", "lib", "lib64", "log", "ssl", "usr", "var", "proc", "net", "sys", "srv", "sbin", "run"];

    /// <summary>Refuses a site whose settings do not go together; one that was so before can be changed nevertheless.</summary>
    public static void Values(VhostSite site, VhostSite? before = null)
    {
        if (Complaint(site) is { } complaint && (before is null || Complaint(before) is null)) throw new FormatException(complaint);
    }

    private static string? Complaint(VhostSite site)
    {
        if (!Copies.Contains(site.BackupCopies)) return $"{site.Domain} cannot keep {site.BackupCopies} backups. Give 1 to 10, 15, 20 or 30.";
        if (site.PhpProcessManager == PhpProcessManager.Dynamic && !(site.PhpMinSpareServers <= site.PhpStartServers && site.PhpStartServers <= site.PhpMaxSpareServers && site.PhpMaxSpareServers <= site.PhpMaxChildren))
            return $"PHP-FPM would not start for {site.Domain}: with -PhpProcessManager Dynamic, PhpMinSpareServers ({site.PhpMinSpareServers}), PhpStartServers ({site.PhpStartServers}), PhpMaxSpareServers ({site.PhpMaxSpareServers}) and PhpMaxChildren ({site.PhpMaxChildren}) must rise in this order.";
        if (site.TrafficQuota < -1) return $"The traffic of {site.Domain} is below -1. Give a size such as 10GB, or Unlimited.";
        if (site.HttpPort is < 0 or > 65535 || site.HttpsPort is < 0 or > 65535) return $"A port of {site.Domain} is none. Give 1 to 65535, or 0 for the server's own.";
        if (site.LetsEncrypt && !site.Ssl) return $"{site.Domain} cannot have a certificate from Let's Encrypt without https. Give -Ssl $true too, or use Set-NpWebsiteCertificate.";
        return RedirectComplaint(site.Domain, site.RedirectType, site.RedirectPath);
    }

    /// <summary>What is wrong with a redirect.</summary>
    public static string? RedirectComplaint(string domain, RedirectType type, string path)
    {
        if (type != RedirectType.None && path.Length == 0) return $"{domain} is to send its requests elsewhere. Give -RedirectPath too.";
        if (type == RedirectType.Proxy && path.StartsWith('/')) return $"{domain} is to fetch its answers from elsewhere. Give -RedirectPath as an address such as https://app.example.com/.";
        return null;
    }

    /// <summary>Refuses addresses that the server of a site does not have.</summary>
    public static async ValueTask AddressesAsync(string domain, long serverId, string address, string ipv6Address, PanelLookup lookup, CancellationToken cancel)
    {
        if (address != "*") await AddressAsync(domain, serverId, "IpAddress", address, lookup, cancel).ConfigureAwait(false);
        if (ipv6Address.Length > 0) await AddressAsync(domain, serverId, "Ipv6Address", ipv6Address, lookup, cancel).ConfigureAwait(false);
    }

    /// <summary>The directory of a site within a site: relative, in lower case, as the panel's own pages have it.</summary>
    public static string Folder(string domain, string given)
    {
        var folder = given.Trim('/').ToLowerInvariant();
        if (folder.Split('/').Any(part => part is "." or "..")) throw new FormatException($"-WebFolder {given} of {domain} leads out of the site. Give a directory below it.");
        return folder;
    }

    /// <summary>What to know of a directory that the server puts something else into; null for others.</summary>
    public static string? FolderCaution(string domain, string folder)
        => Taken.Contains(folder.Split('/')[0]) ? $"The directory {folder} of {domain} is one that the server may need itself, for logs, certificates or a jail; the panel's own pages refuse it. Choose another one with -WebFolder if you can." : null;

    private static async ValueTask AddressAsync(string domain, long serverId, string member, string address, PanelLookup lookup, CancellationToken cancel)
    {
        if (await lookup.AddressesAsync(serverId, cancel).ConfigureAwait(false) is { } known && !known.Contains(address))
            throw new FormatException($"-{member} {address} is no address of server {serverId}, so {domain} would not be served. It has {string.Join(", ", known)}{(member == "IpAddress" ? ", or * for all" : "")}.");
    }
}
