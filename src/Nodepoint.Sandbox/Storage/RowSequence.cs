namespace Nodepoint.Sandbox.Storage;

/// <summary>
/// Rows that are still in the database. An answer takes them one by one as it is written, so that a whole table never stands in
/// memory; that has to be over before another call has its turn.
/// </summary>
internal sealed class RowSequence(Database database, string sql, params object?[] values)
{
    /// <summary>How SQLite goes about finding them, step by step.</summary>
    public IEnumerable<string> Plan() => database.All("EXPLAIN QUERY PLAN " + sql, values).Select(step => step["detail"]!);

    public void ForEach(Action<Statement> row) => database.ForEach(sql, values, row);

    public List<Row> ToList() => database.All(sql, values);
}
