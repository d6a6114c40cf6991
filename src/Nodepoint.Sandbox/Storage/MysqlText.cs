using System.Globalization;
using System.Text;

namespace Nodepoint.Sandbox.Storage;

/// <summary>Comparison of texts as utf8_general_ci does it: without regard to case, accents and trailing blanks.</summary>
internal static class MysqlText
{
    public static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        a = a.TrimEnd((byte)' ');
        b = b.TrimEnd((byte)' ');
        var shorter = Math.Min(a.Length, b.Length);
        for (var i = 0; i < shorter; i++)
        {
            if ((a[i] | b[i]) >= 0x80) return string.CompareOrdinal(Fold(Encoding.UTF8.GetString(a)), Fold(Encoding.UTF8.GetString(b)));
            if (a[i] == b[i]) continue;
            var order = Upper(a[i]) - Upper(b[i]);
            if (order != 0) return order;
        }
        if (a.Length != b.Length && (a[shorter..].IndexOfAnyInRange((byte)0x80, (byte)0xff) >= 0 || b[shorter..].IndexOfAnyInRange((byte)0x80, (byte)0xff) >= 0))
            return string.CompareOrdinal(Fold(Encoding.UTF8.GetString(a)), Fold(Encoding.UTF8.GetString(b)));
        return a.Length - b.Length;
    }

    public static bool AreEqual(string a, string b) => string.Equals(Fold(a.TrimEnd(' ')), Fold(b.TrimEnd(' ')), StringComparison.Ordinal);

    /// <summary>LIKE: % for any text, _ for one character, a backslash before either makes it plain.</summary>
    public static bool IsLike(string text, string pattern) => IsLike(Fold(text), Fold(pattern), 0, 0);

    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToUpperInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c == 'ß') folded.Append('S');
            else if (c < 0x80) folded.Append(char.ToUpperInvariant(c));
            else if (char.IsSurrogate(c)) folded.Append('\ufffd');
            else folded.Append(char.ToUpperInvariant(WithoutAccent(c)));
        }
        return folded.ToString();
    }

    private static char WithoutAccent(char c)
    {
        var parts = c.ToString().Normalize(NormalizationForm.FormD);
        return parts.Length > 1 && CharUnicodeInfo.GetUnicodeCategory(parts[1]) == UnicodeCategory.NonSpacingMark ? parts[0] : c;
    }

    private static bool IsLike(string text, string pattern, int t, int p)
    {
        while (p < pattern.Length)
        {
            switch (pattern[p])
            {
                case '%':
                    while (p < pattern.Length && pattern[p] == '%') p++;
                    if (p == pattern.Length) return true;
                    for (; t <= text.Length; t++)
                        if (IsLike(text, pattern, t, p)) return true;
                    return false;
                case '_':
                    if (t++ >= text.Length) return false;
                    p++;
                    break;
                default:
                    if (pattern[p] == '\\' && p + 1 < pattern.Length) p++;
                    if (t >= text.Length || text[t++] != pattern[p++]) return false;
                    break;
            }
        }
        return t == text.Length;
    }

    private static int Upper(byte b) => b is >= (byte)'a' and <= (byte)'z' ? b - 32 : b;
}
