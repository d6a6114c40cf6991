using System.Buffers;
using System.Globalization;
using System.Text;

namespace Nodepoint.Sandbox.Storage;

/// <summary>Compares texts as utf8_general_ci does: ignores case, accents and trailing spaces.</summary>
internal static class MysqlText
{
    private const int Short = 256;

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

    /// <summary>Matches a LIKE pattern: % stands for any text, _ for one character; a backslash escapes either.</summary>
    public static bool IsLike(ReadOnlySpan<byte> text, ReadOnlySpan<byte> pattern)
    {
        Span<char> upper = stackalloc char[Short], upperPattern = stackalloc char[Short];
        return Ascii.ToUpper(text, upper, out var length) == OperationStatus.Done && Ascii.ToUpper(pattern, upperPattern, out var patternLength) == OperationStatus.Done
            ? Matches(upper[..length], upperPattern[..patternLength])
            : Matches(Fold(Encoding.UTF8.GetString(text)), Fold(Encoding.UTF8.GetString(pattern)));
    }

    public static bool IsLike(string text, string pattern) => Matches(Fold(text), Fold(pattern));

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

    // After a mismatch the last % matches one more character; earlier ones need not be retried.
    private static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        int t = 0, p = 0, afterAny = -1, taken = 0;
        while (t < text.Length || p < pattern.Length)
        {
            if (p < pattern.Length && pattern[p] == '%')
            {
                afterAny = ++p;
                taken = t;
                continue;
            }
            var plain = p + 1 < pattern.Length && pattern[p] == '\\' ? p + 1 : p;
            if (t < text.Length && p < pattern.Length && ((plain == p && pattern[p] == '_') || pattern[plain] == text[t]))
            {
                t++;
                p = plain + 1;
                continue;
            }
            if (afterAny < 0 || taken >= text.Length) return false;
            t = ++taken;
            p = afterAny;
        }
        return true;
    }

    private static int Upper(byte b) => b is >= (byte)'a' and <= (byte)'z' ? b - 32 : b;
}
