using System.Collections.Concurrent;

namespace Nodepoint.IspConfig.Panel;

/// <summary>The columns of a panel's tables, learned from the rows that it returns: panels of different versions have different columns.</summary>
internal sealed class KnownColumns
{
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _tables = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _hidden = new(StringComparer.Ordinal);

    /// <summary>Whether a row of a table was read.</summary>
    public bool Knows(string table) => _tables.ContainsKey(table);

    /// <summary>Whether a new row of a table can tell its columns: they are not known, and no new row could not be read before.</summary>
    public bool CanLearn(string table) => !Knows(table) && !_hidden.ContainsKey(table);

    /// <summary>Remembers that a new row of a table cannot be read, so that the others are not tried.</summary>
    public void Hide(string table) => _hidden[table] = true;

    /// <summary>Whether a table has a column; null if no row of it was read.</summary>
    public bool? Has(string table, string column) => _tables.TryGetValue(table, out var columns) ? columns.Contains(column) : null;

    /// <summary>Remembers the columns of a row.</summary>
    public void Learn(string table, IReadOnlySet<string> columns) => _tables[table] = columns;
}
