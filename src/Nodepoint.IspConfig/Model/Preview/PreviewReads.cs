using System.Text.Json;

namespace Nodepoint.IspConfig.Model.Preview;

/// <summary>What one row of a preview has read, to find out whether a row before it would have changed that.</summary>
/// <param name="version">How many changes the row has seen.</param>
internal sealed class PreviewReads(int version)
{
    private readonly object _guard = new();
    private readonly List<(string Table, IReadOnlyList<KeyValuePair<string, string>>? Filter, HashSet<long> Ids)> _reads = [];
    private readonly Dictionary<(string Table, long Id), JsonElement> _rows = [];

    /// <summary>How many changes the row has seen.</summary>
    public int Version => version;

    /// <summary>Records a read.</summary>
    /// <param name="table">The table.</param>
    /// <param name="filter">The filter; null if a row was read by its ID.</param>
    /// <param name="ids">The IDs of the rows that were found or asked for.</param>
    /// <param name="rows">The rows as they are on the panel.</param>
    public void Add(string table, IReadOnlyList<KeyValuePair<string, string>>? filter, IEnumerable<long> ids, IEnumerable<(long Id, JsonElement Row)> rows)
    {
        lock (_guard)
        {
            _reads.Add((table, filter, [.. ids]));
            foreach (var (id, row) in rows) _rows[(table, id)] = row;
        }
    }

    /// <summary>The row as it is on the panel; null if it was not read.</summary>
    public JsonElement? Find(string table, long id)
    {
        lock (_guard) return _rows.TryGetValue((table, id), out var row) ? row : null;
    }

    /// <summary>Whether a change concerns what was read.</summary>
    public bool Concern(PreviewRow changed)
    {
        lock (_guard)
            return _reads.Exists(read => read.Table == changed.Table
                && (read.Ids.Contains(changed.Id) || (read.Filter is { } filter && changed.Values is { } values && (changed.IsWhole ? changed.Matches(filter) : filter.Any(one => values.ContainsKey(one.Key))))));
    }
}
