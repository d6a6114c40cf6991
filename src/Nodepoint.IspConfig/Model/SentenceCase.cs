namespace Nodepoint.IspConfig.Model;

/// <summary>Puts text into sentence case.</summary>
internal static class SentenceCase
{
    /// <summary>The text with a capital first letter, such as "Mailbox" for "mailbox".</summary>
    public static string Capitalized(this string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
