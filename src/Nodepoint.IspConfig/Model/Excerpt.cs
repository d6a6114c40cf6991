using System.Text;

namespace Nodepoint.IspConfig.Model;

/// <summary>What was typed, fit to be shown inside a message.</summary>
internal static class Excerpt
{
    /// <summary>The most characters of an input that a message repeats.</summary>
    internal const int Longest = 80;

    /// <summary>The text in quotation marks: one line, nothing invisible, cut after <see cref="Longest"/> characters.</summary>
    internal static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "''";

        var shown = new StringBuilder(Math.Min(text.Length, Longest) + 3).Append('\'');
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > Longest)
                return shown.Append("...'").ToString();
            shown.Append(Rune.IsControl(rune) || rune.Value == 0xFFFD ? "?" : rune.ToString());
        }

        return shown.Append('\'').ToString();
    }
}
