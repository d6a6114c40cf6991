using Nodepoint.Sandbox.Contract;

namespace Nodepoint.Sandbox.Storage;

/// <summary>One condition of a search: a column equals a value or matches a pattern.</summary>
internal sealed record SearchTerm(ColumnDefinition Column, string Value, bool IsPattern)
{
    /// <summary>Whether an index can be used for the condition. A pattern must be the last condition of an index.</summary>
    public bool FitsIndex => IsPattern ? Column.Kind == ColumnKind.Text && Value[0] is not ('%' or '_') : Value != "#NULL#";

    /// <summary>The conjunction of all conditions, with one parameter each.</summary>
    public static (string Sql, object?[] Values) All(IReadOnlyList<SearchTerm> terms)
    {
        if (terms.Count == 0) return ("1", []);
        var conditions = terms.Select(t => t.IsPattern ? Comparison.Like(t.Column, t.Value) : Comparison.Equal(t.Column, t.Value)).ToList();
        return (string.Join(" AND ", conditions.Select((c, i) => c.Sql.Replace("?1", $"?{i + 1}", StringComparison.Ordinal))), [.. conditions.Select(c => c.Value)]);
    }
}

/// <summary>
/// The order in which the panel's database finds rows. The panel requests no order, so it is that of the IDs, or that of an index if using it costs less than reading the table.
/// Rows are counted only as far as the decision depends on their number.
/// </summary>
internal sealed class ScanOrder
{
    private readonly Database database;
    private readonly TableDefinition table;
    private readonly IReadOnlyList<SearchTerm> terms;
    private readonly List<Path> paths = [];

    private ScanOrder(Database database, TableDefinition table, IReadOnlyList<SearchTerm> terms)
    {
        this.database = database;
        this.table = table;
        this.terms = terms;
        foreach (var index in table.Indexes.Where(i => i.IsOfPanel))
        {
            var path = new Path(index, Followed(index));
            if (path.Terms.Count == 0 || (index.Columns.Count == 1 && path.Order.Count == 0)) continue;
            // An index that uses only the terms of an earlier one does not find fewer rows.
            if (!paths.Any(earlier => path.Terms.All(earlier.Terms.Contains))) paths.Add(path);
        }
    }

    /// <summary>The ORDER BY of a search.</summary>
    /// <param name="rows">The number of rows to read, counted from the first.</param>
    public static string Of(Database database, TableDefinition table, IReadOnlyList<SearchTerm> terms, long rows = long.MaxValue) =>
        table.Key is null ? "" : new ScanOrder(database, table, terms).For(rows);

    private string For(long rows)
    {
        var order = Tables.InOrder(table.Name);
        if (paths.All(p => p.Order.Count == 0)) return order;
        // IDs are unique, so the highest one bounds the number of rows.
        var most = database.One($"SELECT coalesce(max(\"{table.Key}\"), 0) AS n FROM \"{table.Name}\"")!.Number("n");
        var isPart = rows < most && HasMoreThan(rows);
        var (best, found) = isPart && paths.Count == 1 ? (paths[0], 0) : paths.Select(p => (p, Count(p, isPart ? long.MaxValue : (most / 6) + 4))).MinBy(p => p.Item2);
        if (!isPart && !IsCheap(found, most)) return order;
        // The plus keeps SQLite from scanning an index in this order instead of finding the few rows and sorting them. For a part of many rows the scan is better.
        var sign = isPart && best.Terms.Count == terms.Count ? "" : "+";
        return order.Replace("ORDER BY ", $"ORDER BY {string.Concat(best.Order.Select(c => $"{sign}{Position(table.Column(c))}, "))}", StringComparison.Ordinal);
    }

    // The cost model of the database: a row found by an index costs 6, a row of a table scan costs 1, and starting a scan costs 15.
    private bool IsCheap(long found, long most) => (6 * found) - 15 is var passed && passed < most && HasMoreThan(passed);

    private bool HasMoreThan(long rows) => rows < 0 || database.One($"SELECT 1 FROM \"{table.Name}\" LIMIT 1 OFFSET ?", rows) is not null;

    private long Count(Path path, long limit)
    {
        var (where, values) = SearchTerm.All(path.Terms);
        return database.One($"SELECT count(*) AS n FROM (SELECT 1 FROM \"{table.Name}\" WHERE {where} LIMIT ?)", [.. values, limit])!.Number("n");
    }

    // Enumeration values sort in the order of their declaration.
    private static string Position(ColumnDefinition column) => column.Kind == ColumnKind.Enumeration
        ? $"instr(',{string.Join(',', column.Members)},', ',' || \"{column.Name}\" || ',')"
        : $"\"{column.Name}\"";

    private List<SearchTerm> Followed(IndexDefinition index)
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

    /// <summary>An index and the terms it is used for.</summary>
    private sealed record Path(IndexDefinition Index, List<SearchTerm> Terms)
    {
        /// <summary>The columns of the index that order the rows found.</summary>
        public List<string> Order { get; } = [.. Index.Columns.Skip(Terms.Count(t => !t.IsPattern))];
    }
}
