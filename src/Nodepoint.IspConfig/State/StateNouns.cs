using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State;

/// <summary>The nouns that a state consists of: all that have cmdlets. What each can do follows from its record and the panel's functions.</summary>
internal static class StateNouns
{
    /// <summary>The nouns, each after those that its records refer to.</summary>
    public static IReadOnlyList<StateNoun> All { get; } = InOrder([.. PanelNouns.All.OfType<IStateNoun>().Where(noun => noun.CmdletNoun is not null).Select(noun => new StateNoun(noun))]);

    private static readonly Dictionary<string, StateNoun> ByName = All.ToDictionary(noun => noun.Name, StringComparer.OrdinalIgnoreCase);
    private static readonly ILookup<Type, StateNoun> ByType = All.ToLookup(noun => noun.RecordType);
    private static readonly ILookup<string, StateNoun> ByTable = All.ToLookup(noun => noun.Table);

    /// <summary>Finds the noun with a name; null if missing.</summary>
    public static StateNoun? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Finds the nouns whose records an ID of a type can mean: all that share its table.</summary>
    public static IEnumerable<StateNoun> OfType(Type type) => ByType[type].SelectMany(noun => ByTable[noun.Table]);

    /// <summary>Finds the nouns whose records a table holds.</summary>
    public static IEnumerable<StateNoun> OfTable(string table) => ByTable[table];

    // The clients own the others, so they come first.
    private static List<StateNoun> InOrder(List<StateNoun> nouns)
    {
        var ordered = new List<StateNoun>();
        foreach (var noun in nouns.OrderBy(noun => noun.RecordType == typeof(Client) ? 0 : 1).ThenBy(noun => noun.Name, StringComparer.Ordinal)) Add(noun, []);
        return ordered;

        void Add(StateNoun noun, HashSet<StateNoun> above)
        {
            if (ordered.Contains(noun) || !above.Add(noun)) return;
            foreach (var type in noun.Needs.Concat(noun.After))
                foreach (var other in nouns.Where(other => other.RecordType == type).SelectMany(other => nouns.Where(same => same.Table == other.Table && (same == other || !same.Needs.Contains(other.RecordType)))).ToArray())
                    Add(other, above);
            ordered.Add(noun);
        }
    }
}
