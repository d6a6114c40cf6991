using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>The changes to take back, one item for each object, in the order in which objects need each other.</summary>
internal sealed class UndoSet
{
    private readonly List<UndoItem> _items = [];
    private readonly Dictionary<LoggedObject, UndoItem> _byTarget = [];
    private readonly SortedDictionary<string, List<long>> _unknown = new(StringComparer.Ordinal);

    private UndoSet(PanelLookup lookup) => Names = new ReferenceNames(lookup);

    /// <summary>What the log says about the objects.</summary>
    public ChangeHistory History { get; } = new();

    /// <summary>The names of the objects.</summary>
    public ReferenceNames Names { get; }

    /// <summary>The objects.</summary>
    public IReadOnlyList<UndoItem> Items => _items;

    /// <summary>The wanted entries that the log does not have.</summary>
    public IReadOnlyList<long> Missing { get; private set; } = [];

    /// <summary>What cannot be taken back, in words.</summary>
    public IEnumerable<string> Notices => _unknown.Select(table => $"Changes of the table {table.Key} are not taken back ({(table.Value.Count == 1 ? "entry" : "entries")} {string.Join(", ", table.Value.Take(10).Select(id => id.ToString(CultureInfo.InvariantCulture)))}{(table.Value.Count > 10 ? ", ..." : "")} of the data log). {Advice(table.Key)}");

    /// <summary>Reads the log.</summary>
    /// <param name="lookup">The panel.</param>
    /// <param name="since">The time since which changes are taken back; null for those with IDs.</param>
    /// <param name="ids">The IDs of the entries.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public static async Task<UndoSet> ReadAsync(PanelLookup lookup, DateTimeOffset? since, IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        var set = new UndoSet(lookup);
        var log = new DataLog(lookup.Connection);
        var wanted = ids.ToHashSet();
        if (since is null && wanted.Count == 0) return set;
        var entries = new List<DataLogRow>();
        await foreach (var entry in (since is { } time ? log.RowsSinceAsync(time, cancel) : log.RowsFromAsync(wanted.Min(), cancel)).ConfigureAwait(false)) entries.Add(entry);
        entries.Reverse();
        foreach (var entry in entries) set.Add(entry, since is not null || wanted.Remove(entry.Id));
        if (since is null) set.Missing = [.. wanted.Order()];
        if (set._items.Exists(item => item.Action == StateChangeAction.Added && item.Target.Noun?.RecordType == typeof(Client))) await set.ReadGroupsAsync(log, cancel).ConfigureAwait(false);
        await set.NameAsync(cancel).ConfigureAwait(false);
        set.Order();
        return set;
    }

    /// <summary>The items in parts whose objects do not need each other.</summary>
    public IEnumerable<IReadOnlyList<UndoItem>> Parts => _items.GroupBy(item => item.Rank).Select(part => part.ToList());

    private void Add(DataLogRow entry, bool isWanted)
    {
        var noun = LoggedNoun.Find(entry);
        var known = entry.Row.Count == 0 ? null : History.Add(entry, noun);
        if (known is not null) Names.Note(entry, noun);
        if (!isWanted || entry.Table == LoggedNoun.Groups) return;
        if (known is null)
        {
            if (!_unknown.TryGetValue(entry.Table, out var unknown)) _unknown.Add(entry.Table, unknown = []);
            unknown.Add(entry.Id);
            return;
        }

        if (!_byTarget.TryGetValue(known, out var item))
        {
            _byTarget.Add(known, item = new UndoItem(known, entry));
            _items.Add(item);
        }

        item.Add(entry);
    }

    // The group of a client is logged when the client is added, which can be long ago.
    private async Task ReadGroupsAsync(DataLog log, CancellationToken cancel)
    {
        await foreach (var entry in log.RowsFromAsync(1, cancel).ConfigureAwait(false))
            if (entry.Table == LoggedNoun.Groups) History.Add(entry, null);
    }

    private async Task NameAsync(CancellationToken cancel)
    {
        foreach (var item in _items)
            item.Name = item.Target.Noun is { } noun ? await noun.Accept(new Namer(Names, item, cancel)).ConfigureAwait(false)
                : RecordValues.Read(Row(item), await Names.ZoneAsync(Row(item).Number("zone"), cancel).ConfigureAwait(false)).ToString();
    }

    private static IReadOnlyDictionary<string, string?> Row(UndoItem item) => item.Action == StateChangeAction.Added ? item.Before : item.After;

    private void Order()
    {
        _items.RemoveAll(item => item.Action is null || IsRemovedWithItsZone(item));
        var removed = Targets(StateChangeAction.Removed);
        var added = Targets(StateChangeAction.Added);
        var (order, isCrossed) = (StateNouns.All.ToList(), false);
        foreach (var item in _items)
        {
            // What refers to an object is changed before the object is removed, and after it is added again.
            var (isEarly, isLate) = item.Action == StateChangeAction.Changed ? (References(item, item.After).Any(removed.Contains), References(item, item.Before).Any(added.Contains)) : (false, false);
            item.Rank = item.Action switch { StateChangeAction.Removed => 1, StateChangeAction.Added => 3, _ => isLate ? 4 : isEarly ? 0 : 2 };
            isCrossed |= isEarly && isLate;
        }

        foreach (var item in _items) item.Rank = ((isCrossed && item.Action == StateChangeAction.Removed ? 5 : item.Rank) * 1000) + PlaceOf(item, order);
        _items.Sort((one, other) => one.Rank != other.Rank ? one.Rank.CompareTo(other.Rank) : one.Entries[0].CompareTo(other.Entries[0]));
    }

    private HashSet<LoggedObject> Targets(StateChangeAction action) => [.. _items.Where(item => item.Action == action).Select(item => item.Target)];

    // Its own place for each noun, with one for what belongs to others of the same noun, such as clients of a reseller, and one for records after their zones.
    private int PlaceOf(UndoItem item, List<StateNoun> order)
    {
        var noun = item.Target.Noun ?? order.Find(one => one.IsZone)!;
        var isBelow = item.Target.Noun is null || (noun.Within >= 0 && noun.Accept(new Reader(this, Row(item), noun.Within)).Any());
        var place = (order.IndexOf(noun) * 2) + (isBelow ? 1 : 0);
        return item.Action == StateChangeAction.Removed ? 999 - place : place;
    }

    // The panel removes the records of a zone with it.
    private bool IsRemovedWithItsZone(UndoItem item)
        => item.Action == StateChangeAction.Removed && item.Target.Noun is null
            && StateNouns.OfType(typeof(DnsZone)).Any(noun => History.Find(noun.Table, item.After.Number("zone")) is { } zone && _byTarget.TryGetValue(zone, out var above) && above.Action == StateChangeAction.Removed);

    private IEnumerable<LoggedObject> References(UndoItem item, IReadOnlyDictionary<string, string?> row) => item.Target.Noun is { } noun ? noun.Accept(new Reader(this, row, -1)) : [];

    private static string Advice(string table) => table switch
    {
        "sys_ini" => "For settings of the panel, use Set-NpSystemConfig.",
        "server" => "For settings of a server, use Set-NpServerConfig.",
        _ when StateNouns.OfTable(table).Any() => "The entry has too few columns to tell which object it is about.",
        _ => "The remote API has no functions for it.",
    };

    private sealed class Namer(ReferenceNames names, UndoItem item, CancellationToken cancel) : INounVisitor<Task<string>>
    {
        public Task<string> Visit<T>(PanelNoun<T> noun) where T : PanelObject => names.OfAsync(item.Target.Noun!, noun, RecordValues.Read(noun, Row(item)), cancel);
    }

    // The logged objects that a row refers to: by one column, or by any.
    private sealed class Reader(UndoSet set, IReadOnlyDictionary<string, string?> row, int only) : INounVisitor<IEnumerable<LoggedObject>>
    {
        public IEnumerable<LoggedObject> Visit<T>(PanelNoun<T> noun) where T : PanelObject
        {
            var members = RecordValues.Of(noun, RecordValues.Read(noun, row));
            var found = new List<LoggedObject>();
            for (var ordinal = 0; ordinal < members.Length; ordinal++)
            {
                if (noun.Columns[ordinal].RefersTo is not { } type || (only >= 0 && ordinal != only)) continue;
                var ids = members[ordinal].ValueKind == JsonValueKind.Number ? [members[ordinal].GetInt64()] : ReferenceIds.Of(members[ordinal]);
                foreach (var id in ids)
                    foreach (var other in StateNouns.OfType(type))
                        if (set.History.Find(other.Table, id) is { } known) found.Add(known);
            }

            return found;
        }
    }
}
