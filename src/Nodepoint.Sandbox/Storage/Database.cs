using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Nodepoint.Sandbox.Storage;

/// <summary>The panel's database on SQLite: one connection, every statement prepared once. Not for two threads at a time.</summary>
internal sealed class Database : IDisposable
{
    public const string Collation = "PANEL";

    private const int StatementsKept = 1000;

    private readonly SqliteConnection connection;
    private readonly sqlite3 handle;
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    /// <summary>Opens a file, or with null a database that lives as long as this.</summary>
    public Database(string? file)
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file ?? ":memory:",
            Mode = file is null ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        connection.Open();
        handle = connection.Handle!;
        _ = raw.sqlite3__create_collation_utf8(handle, Collation, null, static (_, a, b) => MysqlText.Compare(a, b));
        connection.CreateFunction<string?, string?, bool>(
            "panel_like", static (text, pattern) => text is not null && pattern is not null && MysqlText.IsLike(text, pattern), isDeterministic: true);
        // With a write-ahead log a process may be killed at any moment and the last answered call is still there.
        foreach (var setting in new[] { "journal_mode = WAL", "synchronous = NORMAL", "cache_size = -65536", "temp_store = MEMORY" })
            Run($"PRAGMA {setting}");
    }

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    public void Run(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Prepare(sql, values);
        try
        {
            while (statement.Step())
            {
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    public Row? One(string sql, params ReadOnlySpan<object?> values)
    {
        var statement = Prepare(sql, values);
        try
        {
            return statement.Step() ? statement.Read() : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public List<Row> All(string sql, params ReadOnlySpan<object?> values)
    {
        var rows = new List<Row>();
        var statement = Prepare(sql, values);
        try
        {
            while (statement.Step()) rows.Add(statement.Read());
        }
        finally
        {
            statement.Reset();
        }
        return rows;
    }

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    // A caller may filter by any combination of columns; not all of them are worth keeping.
    private void Forget()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        statements.Clear();
    }

    private Statement Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            if (statements.Count >= StatementsKept) Forget();
            statements[sql] = statement = new Statement(handle, sql);
        }
        statement.Bind(values);
        return statement;
    }
}
