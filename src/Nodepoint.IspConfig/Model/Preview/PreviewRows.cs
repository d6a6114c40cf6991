namespace Nodepoint.IspConfig.Model.Preview;

/// <summary>The rows that were changed, by table and ID, and by the values of columns that filters ask for: with ten thousand rows, a read must not look at all of them.</summary>
internal sealed class PreviewRows
{
    private readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);

    /// <summary>The row; null if it was not changed.</summary>
    public PreviewRow? Find(string table, long id) => _tables.TryGetValue(table, out var rows) ? rows.All.GetValueOrDefault(id) : null;

    /// <summary>Adds a row, or replaces it.</summary>
    public void Set(PreviewRow row)
    {
        if (!_tables.TryGetValue(row.Table, out var table)) _tables.Add(row.Table, table = new Table());
        table.Set(row);
    }

    /// <summary>The rows that are known as a whole and match a filter, by ID.</summary>
    public IEnumerable<PreviewRow> Matching(string table, IReadOnlyList<KeyValuePair<string, string>> filter)
        => _tables.TryGetValue(table, out var rows) ? rows.Candidates(filter).Where(row => row.IsWhole && row.Matches(filter)).OrderBy(row => row.Id) : [];

    /// <summary>The IDs of the rows of which only some columns are known, among them one of a filter.</summary>
    public IReadOnlyList<long> Partial(string table, IReadOnlyList<KeyValuePair<string, string>> filter)
        => _tables.TryGetValue(table, out var rows) ? [.. filter.SelectMany(one => rows.PartialBy.GetValueOrDefault(one.Key) ?? []).Distinct().Order()] : [];

    private sealed class Table
    {
        private readonly Dictionary<string, Dictionary<string, HashSet<long>>> _byValue = new(StringComparer.Ordinal);

        public Dictionary<long, PreviewRow> All { get; } = [];

        public Dictionary<string, HashSet<long>> PartialBy { get; } = new(StringComparer.Ordinal);

        public void Set(PreviewRow row)
        {
            if (All.TryGetValue(row.Id, out var old)) Remove(old);
            All[row.Id] = row;
            if (row.Values is not { } values) return;
            if (row.IsWhole)
            {
                foreach (var (column, index) in _byValue)
                    if (values.TryGetValue(column, out var value)) Add(index, value.ToString(), row.Id);
            }
            else
            {
                foreach (var column in values.Keys) Add(PartialBy, column, row.Id);
            }
        }

        // By the first condition without wildcards.
        public IEnumerable<PreviewRow> Candidates(IReadOnlyList<KeyValuePair<string, string>> filter)
        {
            foreach (var (column, value) in filter)
            {
                if (!SqlLike.IsExact(value)) continue;
                return Index(column).TryGetValue(value, out var ids) ? ids.Select(id => All[id]) : [];
            }

            return All.Values;
        }

        private Dictionary<string, HashSet<long>> Index(string column)
        {
            if (_byValue.TryGetValue(column, out var index)) return index;
            _byValue.Add(column, index = new Dictionary<string, HashSet<long>>(StringComparer.OrdinalIgnoreCase));
            foreach (var row in All.Values)
                if (row is { IsWhole: true, Values: { } values } && values.TryGetValue(column, out var value)) Add(index, value.ToString(), row.Id);
            return index;
        }

        private void Remove(PreviewRow row)
        {
            if (row.Values is not { } values) return;
            foreach (var (column, index) in _byValue)
                if (values.TryGetValue(column, out var value) && index.TryGetValue(value.ToString(), out var ids)) ids.Remove(row.Id);
            foreach (var column in values.Keys) PartialBy.GetValueOrDefault(column)?.Remove(row.Id);
        }

        private static void Add(Dictionary<string, HashSet<long>> index, string key, long id)
        {
            if (!index.TryGetValue(key, out var ids)) index.Add(key, ids = []);
            ids.Add(id);
        }
    }
}
