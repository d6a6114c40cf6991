using System.Globalization;
using System.Text;

namespace Nodepoint.IspConfig.Model.Passwords;

/// <summary>Prepares passwords as servers do before they compare them (RFC 4013, SASLprep).</summary>
internal static class SaslPrep
{
    // Mapped to nothing (RFC 3454, table B.1).
    private const string Removed = "\u00AD\u034F\u1806\u180B\u180C\u180D\u200C\u200D\u2060\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F\uFEFF";

    // Mapped to a space (RFC 3454, table C.1.2). U+200B is in table B.1 too; PostgreSQL looks here first.
    private const string Spaces = "\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u202F\u205F\u3000";

    /// <summary>Prepares a password.</summary>
    /// <param name="password">The password.</param>
    /// <returns>The prepared password; unchanged if it contains characters that are not allowed, as PostgreSQL uses it then.</returns>
    public static string Prepare(string password)
    {
        if (Ascii.IsValid(password)) return password;
        var text = new StringBuilder(password.Length);
        foreach (var letter in password)
            if (!Removed.Contains(letter, StringComparison.Ordinal)) text.Append(Spaces.Contains(letter, StringComparison.Ordinal) ? ' ' : letter);
        string prepared;
        try { prepared = text.ToString().Normalize(NormalizationForm.FormKC); }
        catch (ArgumentException) { return password; }
        return prepared.Length > 0 && prepared.EnumerateRunes().All(IsAllowed) && IsOneDirection(prepared) ? prepared : password;
    }

    // Tables C.2 to C.9 and A.1 of RFC 3454.
    private static bool IsAllowed(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) && rune.Value is not (>= 0xFFF9 and <= 0xFFFD) and not (>= 0x2FF0 and <= 0x2FFB) and not (0x340 or 0x341);

    // Text from right to left begins and ends with such a letter and has none from left to right.
    private static bool IsOneDirection(string text)
    {
        if (!text.Any(IsRightToLeft)) return true;
        return IsRightToLeft(text[0]) && IsRightToLeft(text[^1]) && !text.Any(letter => char.IsLetter(letter) && !IsRightToLeft(letter));
    }

    private static bool IsRightToLeft(char letter) => letter is >= '\u0590' and <= '\u08FF' or >= '\uFB1D' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC' && char.IsLetter(letter);
}
