using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Storage;

/// <summary>One condition of a search: a column equals a value or is like a pattern.</summary>
internal sealed record SearchTerm(ColumnDefinition Column, string Value, bool IsPattern)
{
    /// <summary>The condition with its one parameter.</summary>
    public (string Sql, object? Value) Condition()
    {
        var (sql, value) = IsPattern ? Comparison.Like(Column, Value) : Comparison.Equal(Column, Value);
        return (sql.Replace("?1", "?", StringComparison.Ordinal), value);
    }

    /// <summary>Whether an index can follow it, and then no further than a pattern.</summary>
    public bool FitsIndex => IsPattern ? Column.Kind == ColumnKind.Text && Value[0] is not ('%' or '_') : Value != "#NULL#";
}

/// <summary>
/// The order in which the panel's database finds rows. Nobody asks it for one, so it is that of the ids, or that of an index where following it costs less than reading the table.
/// </summary>
internal static class ScanOrder
{
    /// <param name="rows">How many rows are asked for, counted from the first.</param>
    public static string Of(Database database, TableDefinition table, IReadOnlyList<SearchTerm> terms, long rows = long.MaxValue)
    {
        IndexDefinition? best = null;
        var fewest = long.MaxValue;
        foreach (var index in table.Indexes.Where(i => i.IsOfPanel))
        {
            var followed = Followed(index, terms);
            if (followed.Count == 0 || (index.Columns.Count == 1 && !followed[0].IsPattern)) continue;
            var found = Count(database, table, followed);
            if (found >= fewest) continue;
            (best, fewest) = (index, found);
        }
        var order = Tables.InOrder(table.Name);
        if (best is null) return order;
        var all = Count(database, table, []);
        return rows < all || IsCheap(fewest, all) ? order.Replace("ORDER BY ", $"ORDER BY {string.Concat(best.Columns.Select(c => Position(table.Column(c)) + ", "))}", StringComparison.Ordinal) : order;
    }

    // What the database reckons: a row found by an index costs six times as much as one passed on the way through the table, which costs fifteen to begin.
    private static bool IsCheap(long found, long all) => 6 * found < 15 + all;

    // Members of an enumeration stand in the order of their declaration.
    private static string Position(ColumnDefinition column) => column.Kind == ColumnKind.Enumeration
        ? $"instr(',{string.Join(',', column.Members)},', ',' || \"{column.Name}\" || ',')"
        : $"\"{column.Name}\"";

    private static List<SearchTerm> Followed(IndexDefinition index, IReadOnlyList<SearchTerm> terms)
    {
        var followed = new List<SearchTerm>();
        foreach (var column in index.Columns)
        {
            if (terms.FirstOrDefault(t => t.Column.Name == column && t.FitsIndex) is not { } term) break;
            followed.Add(term);
            if (term.IsPattern) break;
        }
        return followed;
    }

    private static long Count(Database database, TableDefinition table, List<SearchTerm> terms)
    {
        var conditions = terms.ConvertAll(t => t.Condition());
        var where = conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions.Select(c => c.Sql));
        return database.One($"SELECT count(*) AS n FROM \"{table.Name}\"{where}", [.. conditions.Select(c => c.Value)])!.Number("n");
    }
}
