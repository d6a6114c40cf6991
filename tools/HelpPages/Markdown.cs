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

/// <summary>A paragraph, a line of a list, or a block of code or of what code printed.</summary>
public sealed partial record MarkdownBlock(string Text, bool IsCode)
{
    private const string Fence = "```";

    /// <summary>What stands after the fence of a block of code, such as powershell or output.</summary>
    public string Language { get; init; } = "";

    /// <summary>Whether it is what an example printed.</summary>
    public bool IsOutput => IsCode && Language == "output";

    /// <summary>A text with each paragraph and each item of a list on one line; blocks of code stay as they are.</summary>
    public static string Unwrap(string text)
    {
        var lines = new List<string>();
        var inCode = false;
        var isOpen = false;
        foreach (var line in text.Split('\n'))
        {
            var fence = line.StartsWith(Fence, StringComparison.Ordinal);
            var starts = fence || inCode || line.Length == 0 || line[0] is '#' or '|' || ListItems().IsMatch(line);
            if (starts || !isOpen) lines.Add(line);
            else lines[^1] += " " + line.Trim();
            if (fence) inCode = !inCode;
            isOpen = !fence && !inCode && line.Length > 0 && line[0] is not ('#' or '|');
        }

        return string.Join('\n', lines);
    }

    public static IEnumerable<MarkdownBlock> Read(string text)
    {
        var lines = new List<string>();
        var inCode = false;
        var language = "";
        foreach (var line in text.Split('\n').Append(""))
        {
            var fence = line.StartsWith(Fence, StringComparison.Ordinal);
            var item = !inCode && ListItems().IsMatch(line);
            if (fence && inCode || !inCode && (fence || item || line.Length == 0) && lines.Count > 0)
            {
                yield return new MarkdownBlock(string.Join(inCode ? '\n' : ' ', lines), inCode) { Language = language };
                lines.Clear();
            }

            if (fence) (inCode, language) = (!inCode, inCode ? "" : line[Fence.Length..].Trim());
            else if (inCode) lines.Add(line);
            else if (line.Length > 0) lines.Add(line.Trim());
        }
    }

    /// <summary>The text without markup.</summary>
    public string Plain => Code().Replace(Links().Replace(Text, "$1"), "$1").Replace("**", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Links();

    // A single backtick is a character, such as PowerShell's escape of a wildcard.
    [GeneratedRegex(@"`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\s*([-*]|\d+\.) ")]
    private static partial Regex ListItems();
}
