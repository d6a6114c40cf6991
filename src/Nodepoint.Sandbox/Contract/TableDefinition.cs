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

    /// <summary>The auto-increment column, or null.</summary>
    public string? Key { get; }

    /// <summary>The position of a column, found without regard to case; -1 if the table does not have it.</summary>
    public int IndexOf(string column) => positions.TryGetValue(column, out var at) ? at : -1;

    public ColumnDefinition Column(string name) => Columns[positions[name]];
}
