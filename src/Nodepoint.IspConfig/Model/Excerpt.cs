using System.Text;

namespace Nodepoint.IspConfig.Model;

/// <summary>Shortens user input so that it can be quoted in a message.</summary>
internal static class Excerpt
{
    /// <summary>The maximum number of characters of an input that a message quotes.</summary>
    internal const int MaxLength = 80;

    /// <summary>The text in single quotes: on one line, without control characters, truncated to <see cref="MaxLength"/> characters.</summary>
    internal static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "''";

        var shown = new StringBuilder(Math.Min(text.Length, MaxLength) + 3).Append('\'');
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > MaxLength)
                return shown.Append("...'").ToString();
            shown.Append(Rune.IsControl(rune) || rune.Value == 0xFFFD ? "?" : rune.ToString());
        }

        return shown.Append('\'').ToString();
    }
}
