using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Forms;

/// <summary>The filters that a field applies to a value before it is checked and stored.</summary>
internal static class SaveFilter
{
    private static readonly System.Text.RegularExpressions.Regex Scripts = PhpRegex.Translate("/<script[^>]*?>.*?<\\/script>/is");
    private static readonly System.Text.RegularExpressions.Regex Blanks = PhpRegex.Translate("/\\s+/");
    private static readonly System.Text.RegularExpressions.Regex Slashes = PhpRegex.Translate("~[/]{2,}~");

    public static object? Apply(string filter, object? value)
    {
        // The only filter that accepts a list: it applies to the members.
        if (filter == "STRIPNL" && value is PhpArray list) return Each(list, WithoutNewlines);
        var text = Loose.TextArgument(value);
        return filter switch
        {
            "TOLOWER" => PhpText.Lower(text),
            "TOUPPER" => PhpText.Upper(text),
            "IDNTOASCII" => Idn.Encode(text),
            "TRIM" => PhpText.Trim(text),
            "NOWHITESPACE" => Blanks.Replace(text, ""),
            "STRIPTAGS" => PhpText.StripTags(text.Contains('<', StringComparison.Ordinal) ? Scripts.Replace(text, "") : text),
            "STRIPNL" => WithoutNewlines(text),
            "NORMALIZEPATH" => NormalizePath(text),
            _ => throw new InvalidOperationException($"The contract has an unknown filter {filter}."),
        };
    }

    private static string WithoutNewlines(string text) => text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);

    private static PhpArray Each(PhpArray list, Func<string, string> change)
    {
        var changed = new PhpArray();
        foreach (var (key, value) in list) changed[key] = value is PhpArray ? value : change(Loose.Text(value));
        return changed;
    }

    private static string NormalizePath(string path)
    {
        var parts = new List<string>();
        foreach (var part in Slashes.Replace(path, "/").Split('/'))
        {
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0 && parts[^1].Length > 0) parts.RemoveAt(parts.Count - 1);
        }
        return string.Join('/', parts);
    }
}
