using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Servers;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>What the selected entries of the data log have done with one object, all together.</summary>
/// <param name="target">The object.</param>
/// <param name="first">The first entry.</param>
internal sealed class UndoItem(LoggedObject target, DataLogRow first)
{
    private readonly Dictionary<string, (string? From, string? To)> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool _existed = first.Action != DataLogAction.Insert;
    private IReadOnlyDictionary<string, string?> _latest = first.Row;
    private IReadOnlyDictionary<string, string?>? _replaced;
    private bool _exists;

    /// <summary>The object.</summary>
    public LoggedObject Target => target;

    /// <summary>The entries.</summary>
    public List<long> Entries { get; } = [];

    /// <summary>Its name, once the planner has found it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The kind of object, as used in sentences.</summary>
    public string Title => target.Noun?.Title ?? "DNS record";

    /// <summary>The noun of its cmdlets.</summary>
    public string NounName => target.Noun?.Name ?? DnsRecordMembers.Noun;

    /// <summary>When it is done, compared with others: lower numbers first.</summary>
    public int Rank { get; set; }

    /// <summary>What undoes the changes; null if they have undone themselves.</summary>
    public StateChangeAction? Action => (_existed, _exists) switch { (false, true) => StateChangeAction.Removed, (true, false) => StateChangeAction.Added, (true, true) => StateChangeAction.Changed, _ => null };

    /// <summary>The row before the changes: its columns where they were changed, and otherwise those that it had last.</summary>
    public IReadOnlyDictionary<string, string?> Before => _replaced ?? With(static change => change.From);

    /// <summary>The row after the changes.</summary>
    public IReadOnlyDictionary<string, string?> After => With(static change => change.To);

    /// <summary>Whether it was removed and added again, so that all its columns count.</summary>
    public bool IsReplaced => _replaced is not null;

    /// <summary>The columns that were changed.</summary>
    public IEnumerable<string> Columns => _columns.Where(column => column.Value.From != column.Value.To).Select(column => column.Key);

    /// <summary>Adds the next entry.</summary>
    public void Add(DataLogRow entry)
    {
        Entries.Add(entry.Id);
        if (entry.Action == DataLogAction.Insert && Entries.Count > 1 && _existed)
        {
            _replaced ??= With(static change => change.From);
            _columns.Clear();
        }

        if (entry.Action == DataLogAction.Update)
            foreach (var (name, from) in entry.Old)
                if (entry.New.TryGetValue(name, out var to) && from != to) _columns[name] = (_columns.TryGetValue(name, out var known) ? known.From : from, to);
        _exists = entry.Action != DataLogAction.Delete;
        // An entry can have only some of the columns.
        if (Entries.Count > 1 && entry.Action == DataLogAction.Update && entry.Row.Count < _latest.Count) _latest = _latest.Concat(entry.Row).GroupBy(column => column.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(column => column.Key, column => column.Last().Value, StringComparer.OrdinalIgnoreCase);
        else _latest = entry.Row;
    }

    private Dictionary<string, string?> With(Func<(string? From, string? To), string?> which)
    {
        var row = new Dictionary<string, string?>(_latest, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, change) in _columns) row[name] = which(change);
        return row;
    }
}
