namespace Nodepoint.Tests.Sandbox;

/// <summary>The recordings that the sandbox does not reproduce yet. Remove a recording from the list when it does.</summary>
internal static class KnownDifferences
{
    public static readonly IReadOnlySet<string> Scenarios = new HashSet<string>(StringComparer.Ordinal);
}
