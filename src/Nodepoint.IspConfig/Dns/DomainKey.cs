using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.Dns;

/// <summary>Converts domain names to the form in which the panel stores them: lower case, punycode, without a trailing dot.</summary>
internal static class DomainKey
{
    /// <summary>The stored form of a name. Text that is not a valid name, such as a wildcard pattern, is only lowercased and loses its trailing dot.</summary>
    public static string Normalize(string name)
    {
        var bare = name.Trim().TrimEnd('.');
        return DomainText.TryToAscii(bare, out var ascii) is null ? ascii : bare.ToLowerInvariant();
    }

    /// <summary>The stored form of a complete domain name.</summary>
    public static string Validate(string name, string title, string expected = "a full domain name such as example.com")
    {
        var stored = Normalize(name);
        var labels = stored.Split('.');
        if (labels.Length < 2 || stored.Length > DomainText.LongestName || !labels.All(IsLabel) || labels[^1].Length < 2)
            throw new RuleException(Rule.InvalidDomainName, $"{Excerpt.Of(name)} is not a valid {title} name. Use {expected}.");
        return stored;
    }

    /// <summary>The stored form of a zone's name. A part of a network in the reverse tree may have a slash in its name (RFC 2317 4).</summary>
    public static string ValidateZone(string name)
    {
        var bare = name.Trim().TrimEnd('.').ToLowerInvariant();
        if (!bare.EndsWith(".in-addr.arpa", StringComparison.Ordinal) || !bare.Contains('/', StringComparison.Ordinal)) return Validate(name, "zone");
        _ = Validate(bare.Replace('/', '-'), "zone");
        return bare;
    }

    private static bool IsLabel(string label)
        => label.Length is > 0 and <= DomainText.LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
