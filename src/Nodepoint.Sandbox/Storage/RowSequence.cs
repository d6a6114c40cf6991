namespace Nodepoint.Sandbox.Storage;

/// <summary>
/// Rows that are read from the database one by one while the response is written, so that a table is never in memory as a whole.
/// They must be read before the turn of the next call.
/// </summary>
internal sealed class RowSequence(Database database, string sql, params object?[] values)
{
    /// <summary>SQLite's query plan, step by step.</summary>
    public IEnumerable<string> Plan() => database.All("EXPLAIN QUERY PLAN " + sql, values).Select(step => step["detail"]!);

    public void ForEach(Action<Statement> row) => database.ForEach(sql, values, row);

    public List<Row> ToList() => database.All(sql, values);
}
