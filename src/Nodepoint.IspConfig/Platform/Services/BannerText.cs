using System.Text;

namespace Nodepoint.IspConfig.Platform.Services;

/// <summary>What a server sent, so that it can be shown: a server could send sequences that control a terminal, or lines without an end.</summary>
internal static class BannerText
{
    private const int MaxLength = 200;

    /// <summary>The text on one line, without control characters, truncated.</summary>
    /// <param name="text">The text.</param>
    public static string Clean(string text)
    {
        var shown = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.Trim().EnumerateRunes())
        {
            if (shown.Length >= MaxLength) return shown.Append("...").ToString();
            var isHidden = Rune.IsControl(rune) || rune.Value == 0xFFFD || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format;
            shown.Append(isHidden ? "?" : rune.ToString());
        }

        return shown.ToString();
    }
}
