using System.Buffers;

namespace Nodepoint.Sandbox.Storage;

/// <summary>What a LIKE pattern tells of the texts that fit it.</summary>
internal static class LikePattern
{
    private static readonly SearchValues<char> Special = SearchValues.Create("%_\\");

    /// <summary>What every such text begins with.</summary>
    public static string Beginning(string pattern) => pattern.AsSpan().IndexOfAny(Special) is var at and >= 0 ? pattern[..at] : pattern;

    /// <summary>"%@" and a domain: addresses of that domain, and nothing else.</summary>
    public static bool IsDomain(string pattern) =>
        pattern.StartsWith("%@", StringComparison.Ordinal) && pattern.AsSpan(2).IndexOfAny(Special) < 0 && pattern.LastIndexOf('@') == 1;
}
