using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Sites;

/// <summary>Resolves directories of websites.</summary>
internal static class SiteDirectory
{
    // The panel does not use shorter document roots.
    private const int Shortest = 4;

    /// <summary>The absolute path of a directory in a site; the site's own directory if none is specified.</summary>
    public static string Resolve(string given, Website site)
    {
        var root = site.DocumentRoot.TrimEnd('/');
        if (root.Length < Shortest) throw new RuleException(Rule.DirectoryMissing, $"Website {site} has no directory on the server yet. Set it first: Set-NpWebsite {site} -DocumentRoot <path>");
        if (given.Length == 0) return root;
        var path = (given.StartsWith('/') ? given : $"{root}/{given}").TrimEnd('/');
        if (path != root && !path.StartsWith(root + "/", StringComparison.Ordinal) || HasDots(path))
            throw new RuleException(Rule.InvalidPath, $"Directory '{given}' is outside website {site}. Use a directory below {root}, or a relative path such as web.");
        return path;
    }

    /// <summary>A directory relative to a part of the site, without leading and trailing slashes.</summary>
    public static string Relative(string given, Website site, string part)
    {
        var root = $"{site.DocumentRoot.TrimEnd('/')}/{part}";
        var path = given == root ? "" : given.StartsWith(root + "/", StringComparison.Ordinal) ? given[(root.Length + 1)..] : given;
        if (path.StartsWith('/') || HasDots(path)) throw new RuleException(Rule.InvalidPath, $"Directory '{given}' is outside website {site}. Use a path relative to {root}, such as files.");
        return path.Trim('/');
    }

    /// <summary>A path in the pages of a site, with a leading and without a trailing slash.</summary>
    public static string Page(string given, string title)
    {
        if (HasDots(given)) throw new RuleException(Rule.InvalidPath, $"The path '{given}' of the {title} contains . or .., which is not allowed. Use a path such as /private.");
        var path = given.Trim().Trim('/');
        if (!path.All(c => char.IsAsciiLetterOrDigit(c) || "._-/".Contains(c, StringComparison.Ordinal)))
            throw new RuleException(Rule.InvalidPath, $"'{given}' is not a valid path of a {title}. Use letters, digits and . _ - /, such as /private.");
        return "/" + path;
    }

    /// <summary>Replaces a directory in a colon-separated list of paths.</summary>
    public static string ReplaceRoot(string paths, string from, string to)
        => from.Trim('/').Length == 0 ? paths : string.Join(':', paths.Split(':').Select(path => path == from || path.StartsWith(from + "/", StringComparison.Ordinal) ? to + path[from.Length..] : path));

    /// <summary>Replaces a folder of a site, below its directory or its domain, in a colon-separated list of paths.</summary>
    public static string ReplaceFolder(string paths, string root, string domain, string from, string to)
        => string.Join(':', paths.Split(':').Select(path => ReplaceFolderIn(ReplaceFolderIn(path, root, from, to), "/" + domain, from, to)));

    private static string ReplaceFolderIn(string path, string above, string from, string to)
    {
        var old = $"{above}/{from}";
        var at = path.IndexOf(old, StringComparison.Ordinal);
        var end = at + old.Length;
        return at >= 0 && (end == path.Length || path[end] == '/') ? $"{path[..at]}{above}/{to}{path[end..]}" : path;
    }

    private static bool HasDots(string path) => path.Split('/').Any(part => part is "." or "..");
}
