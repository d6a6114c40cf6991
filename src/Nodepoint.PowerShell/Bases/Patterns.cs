using System.Management.Automation;

namespace Nodepoint.PowerShell.Bases;

/// <summary>Some names with PowerShell's wildcards, any of which may match; none at all match everything.</summary>
internal sealed class Patterns
{
    private readonly WildcardPattern[]? _patterns;

    private Patterns(WildcardPattern[]? patterns) => _patterns = patterns;

    public static Patterns Of(string[]? names) => new(names?.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToArray());

    public bool Match(string name) => _patterns is null || _patterns.Any(pattern => pattern.IsMatch(name));
}
