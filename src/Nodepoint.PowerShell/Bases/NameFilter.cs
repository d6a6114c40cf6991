using System.Management.Automation;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Matches names against PowerShell wildcard patterns. One match is enough; without patterns every name matches.</summary>
internal sealed class NameFilter
{
    private readonly WildcardPattern[]? _patterns;

    private NameFilter(WildcardPattern[]? patterns) => _patterns = patterns;

    public static NameFilter Of(string[]? patterns) => new(patterns?.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase)).ToArray());

    public bool Matches(string name) => _patterns is null || _patterns.Any(pattern => pattern.IsMatch(name));
}
