using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>Takes what is secret, and what is markup, out of texts that came from the panel.</summary>
internal static partial class Redaction
{
    private const int MostCharacters = 300;

    /// <summary>A text of the panel as one line that may be shown.</summary>
    public static string Line(string text, string? sessionId, string? password)
    {
        text = Mask(text, sessionId, password);
        if (text.Length > MostCharacters * 4) text = text[..(MostCharacters * 4)];
        text = Hash().Replace(text, "***");
        text = Markup().Replace(text, " ");
        text = Blank().Replace(text, " ").Trim();
        return text.Length <= MostCharacters ? text : text[..MostCharacters] + "...";
    }

    /// <summary>The text without the session's id and the password.</summary>
    public static string Mask(string text, string? sessionId, string? password)
    {
        if (!string.IsNullOrEmpty(sessionId)) text = text.Replace(sessionId, "***", StringComparison.Ordinal);
        if (!string.IsNullOrEmpty(password)) text = text.Replace(password, "***", StringComparison.Ordinal);
        return text;
    }

    [GeneratedRegex(@"\$(?:1|2[abxy]?|5|6|7|y|gy|argon2\w*)\$[^\s'"",<]+", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();

    [GeneratedRegex("<[^>]{0,200}>", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
