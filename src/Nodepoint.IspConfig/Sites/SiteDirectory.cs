using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Directories within a website.</summary>
internal static class SiteDirectory
{
    // The panel trusts no shorter one.
    private const int Shortest = 4;

    /// <summary>A whole directory: the site's own unless given, one below it, or one relative to it.</summary>
    public static string Resolve(string given, Website site)
    {
        var root = site.DocumentRoot.TrimEnd('/');
        if (root.Length < Shortest) throw new PanelException(FaultKind.Refused, "sites_web_domain_get", $"Website {site} has no directory on the server yet, so nothing can lie in it. Give it one with Set-NpWebsite {site} -DocumentRoot.");
        if (given.Length == 0) return root;
        var path = (given.StartsWith('/') ? given : $"{root}/{given}").TrimEnd('/');
        if (path != root && !path.StartsWith(root + "/", StringComparison.Ordinal) || HasDots(path))
            throw new FormatException($"The directory {given} does not lie within website {site}. Give one below {root}, or a relative one such as web.");
        return path;
    }

    /// <summary>A directory relative to a part of the site, without slashes around it.</summary>
    public static string Relative(string given, Website site, string part)
    {
        var root = $"{site.DocumentRoot.TrimEnd('/')}/{part}";
        var path = given == root ? "" : given.StartsWith(root + "/", StringComparison.Ordinal) ? given[(root.Length + 1)..] : given;
        if (path.StartsWith('/') || HasDots(path)) throw new FormatException($"The directory {given} does not lie within website {site}. Give one relative to {root}, such as files.");
        return path.Trim('/');
    }

    /// <summary>A path within the pages of a site: with a slash before it and none behind it.</summary>
    public static string Page(string given, string title)
    {
        if (HasDots(given)) throw new FormatException($"The path {given} of the {title} leads out of its website. Give one such as /private.");
        var path = given.Trim().Trim('/');
        if (!path.All(c => char.IsAsciiLetterOrDigit(c) || "._-/".Contains(c, StringComparison.Ordinal)))
            throw new FormatException($"'{given}' is no path for a {title}. Give letters, digits and . _ - / such as /private.");
        return "/" + path;
    }

    /// <summary>Paths between colons, with those in one directory led to another.</summary>
    public static string Moved(string paths, string from, string to)
        => from.Trim('/').Length == 0 ? paths : string.Join(':', paths.Split(':').Select(path => path == from || path.StartsWith(from + "/", StringComparison.Ordinal) ? to + path[from.Length..] : path));

    /// <summary>Paths between colons, with those in one folder of a site, below its directory or below its name, led to another folder.</summary>
    public static string Refoldered(string paths, string root, string domain, string from, string to)
        => string.Join(':', paths.Split(':').Select(path => Refolder(Refolder(path, root, from, to), "/" + domain, from, to)));

    private static string Refolder(string path, string above, string from, string to)
    {
        var old = $"{above}/{from}";
        var at = path.IndexOf(old, StringComparison.Ordinal);
        var end = at + old.Length;
        return at >= 0 && (end == path.Length || path[end] == '/') ? $"{path[..at]}{above}/{to}{path[end..]}" : path;
    }

    private static bool HasDots(string path) => path.Split('/').Any(part => part is "." or "..");
}
