namespace Nodepoint.IspConfig.Model.Preview;

/// <summary>Compares texts as the panel's filters do: % matches any text, _ one character, and case does not matter.</summary>
internal static class SqlLike
{
    /// <summary>Whether a pattern matches only texts that are equal to it but for case.</summary>
    public static bool IsExact(ReadOnlySpan<char> pattern) => !pattern.ContainsAny('%', '_');

    public static bool IsMatch(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        int at = 0, want = 0, star = -1, mark = 0;
        while (at < text.Length)
        {
            if (want < pattern.Length && pattern[want] == '%') (star, mark) = (want++, at);
            else if (want < pattern.Length && (pattern[want] == '_' || char.ToUpperInvariant(pattern[want]) == char.ToUpperInvariant(text[at]))) (at, want) = (at + 1, want + 1);
            else if (star >= 0) (want, at) = (star + 1, ++mark);
            else return false;
        }

        while (want < pattern.Length && pattern[want] == '%') want++;
        return want == pattern.Length;
    }
}
