using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Domain names as the panel stores them: lower case, punycode, without a trailing dot.</summary>
internal static class DomainKey
{
    /// <summary>The stored form of a name; what is no name (a pattern, say) only loses its capitals and trailing dot.</summary>
    public static string Normalize(string name)
    {
        var bare = name.Trim().TrimEnd('.');
        return DomainText.TryToAscii(bare, out var ascii) is null ? ascii : bare.ToLowerInvariant();
    }

    /// <summary>The stored form of a name that must be a whole domain.</summary>
    public static string Validate(string name, string title)
    {
        var stored = Normalize(name);
        var labels = stored.Split('.');
        if (labels.Length < 2 || stored.Length > DomainText.LongestName || !labels.All(IsLabel) || labels[^1].Length < 2)
            throw new FormatException($"{Excerpt.Of(name)} is not the name of a {title}. Give a whole domain name such as example.com.");
        return stored;
    }

    private static bool IsLabel(string label)
        => label.Length is > 0 and <= DomainText.LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
