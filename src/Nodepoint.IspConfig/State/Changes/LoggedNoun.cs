using Nodepoint.Generators;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>Finds the noun that an entry of the data log is about.</summary>
internal static class LoggedNoun
{
    /// <summary>The table of DNS records, which belong to zones and have no noun of their own in a state.</summary>
    public const string Records = "dns_rr";

    /// <summary>What the panel keeps for each client on its own: its group.</summary>
    public const string Groups = "sys_group";

    // The forms of the panel without a history.
    private static readonly HashSet<string> NotLogged = ["mail_user_filter"];

    /// <summary>Why the log does not have changes of a noun; null if it has them.</summary>
    public static string? WhyNotLogged(StateNoun noun)
        => NotLogged.Contains(noun.Table) ? $"the panel does not log changes of {English.Plural(noun.Title)}, only what it makes from them" : null;

    /// <summary>Finds the noun of an entry; null for what has no noun, or if the entry has too few columns to tell it.</summary>
    public static StateNoun? Find(DataLogRow entry)
        => StateNouns.OfTable(entry.Table).Where(noun => noun.Accept(new OnlyVisitor(entry.Row))).Take(2).ToArray() is [var noun] ? noun : null;

    /// <summary>The names of nouns that a change can be about.</summary>
    public static IEnumerable<string> Names => StateNouns.All.Select(noun => noun.Name).Append(DnsRecordMembers.Noun).Order(StringComparer.Ordinal);

    // Several nouns can share a table.
    private sealed class OnlyVisitor(IReadOnlyDictionary<string, string?> row) : INounVisitor<bool>
    {
        public bool Visit<T>(PanelNoun<T> noun) where T : PanelObject
            => noun.Only.All(only => !row.TryGetValue(only.Key, out var value) || string.Equals(value, only.Value, StringComparison.OrdinalIgnoreCase));
    }
}
