using System.Text.RegularExpressions;

namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>Removes secrets and markup from texts that came from the panel.</summary>
internal static partial class Redaction
{
    private const int MostCharacters = 300;

    /// <summary>Converts a text of the panel to one line that is safe to show.</summary>
    public static string Line(string text, string? sessionId, string? password)
    {
        text = Mask(text, sessionId, password);
        if (text.Length > MostCharacters * 4) text = text[..(MostCharacters * 4)];
        text = Hash().Replace(text, "***");
        text = Markup().Replace(text, " ");
        text = Blank().Replace(text, " ").Trim();
        return text.Length <= MostCharacters ? text : text[..MostCharacters] + "...";
    }

    /// <summary>The text without the session ID and the password.</summary>
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
