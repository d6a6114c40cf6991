using System.Management.Automation;
using System.Text;

namespace Nodepoint.PowerShell.Bases;

/// <summary>A key with PowerShell wildcards, and a filter for the panel that finds at least the same records.</summary>
/// <param name="key">The specified key, in the form in which it is stored.</param>
/// <param name="comparison">Whether case counts.</param>
internal sealed class KeyPattern(string key, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
{
    private readonly WildcardPattern _pattern = WildcardPattern.Get(key, comparison == StringComparison.Ordinal ? WildcardOptions.None : WildcardOptions.IgnoreCase);

    /// <summary>Whether it has no wildcards.</summary>
    public bool IsExact { get; } = !WildcardPattern.ContainsWildcardCharacters(key);

    /// <summary>Whether it matches everything.</summary>
    public bool IsAll { get; } = key == "*";

    /// <summary>Whether a key matches.</summary>
    public bool Matches(string candidate) => _pattern.IsMatch(candidate);

    /// <summary>The pattern for the panel's filter: % for any wildcard, because the panel has neither ? nor character sets.</summary>
    public string ToFilter()
    {
        var filter = new StringBuilder();
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] == '[' && key.IndexOf(']', i) is > 0 and var end)
            {
                filter.Append('%');
                i = end;
            }
            else if (key[i] is '*' or '?') filter.Append('%');
            else if (key[i] == '`' && i + 1 < key.Length) filter.Append(key[++i]);
            else filter.Append(key[i]);
        }

        return filter.ToString();
    }
}
