using System.Collections.Frozen;

namespace Nodepoint.Sandbox.Contract;

/// <summary>A table of the panel's database.</summary>
internal sealed class TableDefinition
{
    private readonly FrozenDictionary<string, int> positions;

    public TableDefinition(string name, OrderedDictionary<string, ColumnEntry> columns, IReadOnlyList<IndexDefinition> indexes)
    {
        Name = name;
        Columns = [.. columns.Select(c => new ColumnDefinition(c.Key, c.Value))];
        Indexes = indexes;
        Key = Columns.FirstOrDefault(c => c.IsKey)?.Name;
        positions = Columns.Select((c, i) => (c.Name, i)).ToFrozenDictionary(c => c.Name, c => c.i, StringComparer.OrdinalIgnoreCase);
    }

    public string Name { get; }

    public IReadOnlyList<ColumnDefinition> Columns { get; }

    public IReadOnlyList<IndexDefinition> Indexes { get; }

    /// <summary>The column that counts up, if the table has one.</summary>
    public string? Key { get; }

    /// <summary>Where a column stands, -1 when there is none of that name in any case.</summary>
    public int IndexOf(string column) => positions.TryGetValue(column, out var at) ? at : -1;

    public ColumnDefinition Column(string name) => Columns[positions[name]];
}
