using System.Text.RegularExpressions;

namespace Nodepoint.HelpPages;

/// <summary>A heading and what stands under it, as far as our pages need it.</summary>
public sealed record MarkdownSection(string Title, string Body)
{
    public static IEnumerable<MarkdownSection> Split(string text) => Split(text.Split('\n'), "### ");

    public static IEnumerable<MarkdownSection> Split(IEnumerable<string> lines, string mark)
    {
        string? title = null;
        var body = new List<string>();
        var inCode = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inCode = !inCode;
            if (inCode || !line.StartsWith(mark, StringComparison.Ordinal))
            {
                body.Add(line);
                continue;
            }

            if (title is not null) yield return new MarkdownSection(title, string.Join('\n', body).Trim());
            (title, body) = (line[mark.Length..].Trim(), []);
        }

        if (title is not null) yield return new MarkdownSection(title, string.Join('\n', body).Trim());
    }
}

/// <summary>A paragraph, a line of a list, or a block of code.</summary>
public sealed partial record MarkdownBlock(string Text, bool IsCode)
{
    public static IEnumerable<MarkdownBlock> Read(string text)
    {
        var lines = new List<string>();
        var inCode = false;
        foreach (var line in text.Split('\n').Append(""))
        {
            var fence = line.StartsWith("```", StringComparison.Ordinal);
            var item = !inCode && line.StartsWith("- ", StringComparison.Ordinal);
            if ((fence || item || line.Length == 0 && !inCode) && (lines.Count > 0 || inCode))
            {
                yield return new MarkdownBlock(string.Join(inCode ? '\n' : ' ', lines), inCode);
                lines.Clear();
            }

            if (fence) inCode = !inCode;
            else if (line.Length > 0 || inCode) lines.Add(line);
        }
    }

    /// <summary>The text without markup.</summary>
    public string Plain => Links().Replace(Text, "$1").Replace("`", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Links();
}
