using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Checks values of sites that the panel accepts although its servers cannot use them.</summary>
internal static class VhostChecks
{
    private static readonly long[] AllowedBackupCopies = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30];
    private static readonly string[] ReservedFolders = ["bin", "cgi-bin", "dev", "etc", "home", "lib", "lib64", "log", "ssl", "usr", "var", "proc", "net", "sys", "srv", "sbin", "run"];

    /// <summary>Refuses a site whose settings contradict each other. A site that was already in such a state can be changed.</summary>
    public static void Values(VhostSite site, VhostSite? before = null)
    {
        if (FindProblem(site) is { } problem && (before is null || FindProblem(before) is null)) throw problem;
    }

    private static RuleException? FindProblem(VhostSite site)
    {
        if (!AllowedBackupCopies.Contains(site.BackupCopies)) return new(Rule.ValueOutOfRange, $"-BackupCopies {site.BackupCopies} of {site.Domain} is not supported. Use 1 to 10, 15, 20 or 30.");
        if (site.PhpProcessManager == PhpProcessManager.Dynamic && !(site.PhpMinSpareServers <= site.PhpStartServers && site.PhpStartServers <= site.PhpMaxSpareServers && site.PhpMaxSpareServers <= site.PhpMaxChildren))
            return new(Rule.ConflictingParameters, $"PHP-FPM would not start for {site.Domain}. With -PhpProcessManager Dynamic, each of -PhpMinSpareServers ({site.PhpMinSpareServers}), -PhpStartServers ({site.PhpStartServers}), -PhpMaxSpareServers ({site.PhpMaxSpareServers}) and -PhpMaxChildren ({site.PhpMaxChildren}) must be at least as large as the one before it.");
        if (site.TrafficQuota < -1) return new(Rule.ValueOutOfRange, $"-TrafficQuota of {site.Domain} is below -1. Use a size such as 10GB, or Unlimited.");
        if (site.HttpPort is < 0 or > 65535 || site.HttpsPort is < 0 or > 65535) return new(Rule.ValueOutOfRange, $"-HttpPort or -HttpsPort of {site.Domain} is out of range. Use 1 to 65535, or 0 for the server's default.");
        if (site.LetsEncrypt && !site.Ssl) return new(Rule.ConflictingParameters, $"-LetsEncrypt requires -Ssl for {site.Domain}. Specify -Ssl $true too, or use Set-NpWebsiteCertificate.");
        return RedirectProblem(site.Domain, site.RedirectType, site.RedirectPath);
    }

    /// <summary>The problem with a redirect, or null.</summary>
    public static RuleException? RedirectProblem(string domain, RedirectType type, string path)
    {
        if (type != RedirectType.None && path.Length == 0) return new(Rule.ValueMissing, $"-RedirectType {type} of {domain} requires a target. Specify -RedirectPath too.");
        if (type == RedirectType.Proxy && path.StartsWith('/')) return new(Rule.InvalidUrl, $"-RedirectType Proxy of {domain} requires a URL, not a path. Specify -RedirectPath as a URL such as https://app.example.com/.");
        return null;
    }

    /// <summary>Refuses IP addresses that the server of a site does not have.</summary>
    public static async ValueTask AddressesAsync(string domain, long serverId, string address, string ipv6Address, PanelLookup lookup, CancellationToken cancel)
    {
        if (address != "*") await AddressAsync(domain, serverId, "IpAddress", address, lookup, cancel).ConfigureAwait(false);
        if (ipv6Address.Length > 0) await AddressAsync(domain, serverId, "Ipv6Address", ipv6Address, lookup, cancel).ConfigureAwait(false);
    }

    /// <summary>The directory of a subdomain or alias domain, relative to the site and in lower case, as on the panel's pages.</summary>
    public static string Folder(string domain, string given)
    {
        var folder = given.Trim('/').ToLowerInvariant();
        if (folder.Split('/').Any(part => part is "." or "..")) throw new RuleException(Rule.InvalidPath, $"-WebFolder '{given}' of {domain} contains . or .., which is not allowed. Use a directory below the website's directory.");
        return folder;
    }

    /// <summary>The warning about a directory that the server uses itself; null for others.</summary>
    public static string? FolderCaution(string domain, string folder)
        => ReservedFolders.Contains(folder.Split('/')[0]) ? $"The server may use the directory {folder} of {domain} itself, for logs, certificates or a chroot environment; the panel's web interface does not allow it. Use another -WebFolder if possible." : null;

    private static async ValueTask AddressAsync(string domain, long serverId, string member, string address, PanelLookup lookup, CancellationToken cancel)
    {
        if (await lookup.AddressesAsync(serverId, cancel).ConfigureAwait(false) is { } known && !known.Contains(address))
            throw new RuleException(Rule.AddressNotOnServer, $"-{member} {address} of {domain} is not an address of server {serverId}. Use one of {string.Join(", ", known)}{(member == "IpAddress" ? ", or * for all" : "")}.");
    }
}
