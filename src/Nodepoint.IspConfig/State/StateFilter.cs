using System.IO.Enumeration;

namespace Nodepoint.IspConfig.State;

/// <summary>Which objects of a state are meant: by noun, client, or zone, with wildcards.</summary>
/// <param name="include">The nouns, clients, and zones to include; empty for all.</param>
/// <param name="exclude">The nouns, clients, and zones to leave out.</param>
internal sealed class StateFilter(IReadOnlyList<string> include, IReadOnlyList<string> exclude)
{
    private readonly string[] _includedNouns = [.. include.Where(IsNoun)];
    private readonly string[] _includedNames = [.. include.Where(pattern => !IsNoun(pattern))];
    private readonly string[] _excludedNouns = [.. exclude.Where(IsNoun)];
    private readonly string[] _excludedNames = [.. exclude.Where(pattern => !IsNoun(pattern))];

    /// <summary>Everything.</summary>
    public static StateFilter All { get; } = new([], []);

    /// <summary>The nouns, clients, and zones to include; empty for all.</summary>
    public IReadOnlyList<string> Include => include;

    /// <summary>The nouns, clients, and zones to leave out.</summary>
    public IReadOnlyList<string> Exclude => exclude;

    /// <summary>Whether it leaves out nothing.</summary>
    public bool IsAll => include.Count == 0 && exclude.Count == 0;

    /// <summary>The patterns of clients and zones to include.</summary>
    public IReadOnlyList<string> IncludedNames => _includedNames;

    /// <summary>Whether objects of a noun can be meant.</summary>
    public bool Has(StateNoun noun)
        => (_includedNouns.Length == 0 || _includedNouns.Any(pattern => Matches(pattern, noun.Name))) && !_excludedNouns.Any(pattern => Matches(pattern, noun.Name));

    /// <summary>Whether an object is meant.</summary>
    public bool Has(StateEntry entry)
        => Has(entry.Noun) && (_includedNames.Length == 0 || NamesOf(entry).Any(name => Array.Exists(_includedNames, pattern => Matches(pattern, name)))) && !NamesOf(entry).Any(name => Array.Exists(_excludedNames, pattern => Matches(pattern, name)));

    /// <summary>Whether a pattern means an object's client or zone.</summary>
    public static bool Means(string pattern, StateEntry entry) => NamesOf(entry).Any(name => Matches(pattern, name));

    private static IEnumerable<string> NamesOf(StateEntry entry)
    {
        if (entry.Noun.RecordType == typeof(Clients.Client)) yield return entry.Name;
        if (entry.Owner is { Length: > 0 } owner) yield return owner;
        if (entry.Noun.IsZone) yield return entry.Name.TrimEnd('.');
    }

    private static bool IsNoun(string pattern) => pattern.StartsWith("Np", StringComparison.OrdinalIgnoreCase) && StateNouns.All.Any(noun => Matches(pattern, noun.Name));

    private static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern.TrimEnd('.'), name, ignoreCase: true);
}
