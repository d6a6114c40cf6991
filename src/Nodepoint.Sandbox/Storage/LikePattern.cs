using System.Buffers;

namespace Nodepoint.Sandbox.Storage;

/// <summary>What a LIKE pattern says about the texts that match it.</summary>
internal static class LikePattern
{
    private static readonly SearchValues<char> Special = SearchValues.Create("%_\\");

    /// <summary>The beginning of every matching text.</summary>
    public static string Beginning(string pattern) => pattern.AsSpan().IndexOfAny(Special) is var at and >= 0 ? pattern[..at] : pattern;

    /// <summary>The domain, when the pattern is "%@" and a domain, which matches only addresses of that domain.</summary>
    public static bool IsDomain(string pattern) =>
        pattern.StartsWith("%@", StringComparison.Ordinal) && pattern.AsSpan(2).IndexOfAny(Special) < 0 && pattern.LastIndexOf('@') == 1;
}
