using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Nodepoint.Sandbox.Storage;

/// <summary>The panel's database in SQLite: one connection, each statement prepared once. Not thread-safe.</summary>
internal sealed class Database : IDisposable
{
    public const string Collation = "PANEL";

    private const int StatementsKept = 1000;

    private readonly SqliteConnection connection;
    private readonly sqlite3 handle;
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    /// <summary>Opens a file, or with null an in-memory database that ends when this is disposed of.</summary>
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
        SqlFunctions.Register(handle);
        // With a write-ahead log, every call that was answered is kept when the process is killed.
        foreach (var setting in new[] { "journal_mode = WAL", "synchronous = NORMAL", "cache_size = -65536", "temp_store = MEMORY" })
            Run($"PRAGMA {setting}");
    }

    /// <summary>Whether a transaction is open. A disk failure can end it.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(handle) == 0;

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

    /// <summary>Calls an action for each row of a statement, without copying the row.</summary>
    public void ForEach(string sql, ReadOnlySpan<object?> values, Action<Statement> row)
    {
        var statement = Prepare(sql, values);
        try
        {
            while (statement.Step()) row(statement);
        }
        finally
        {
            statement.Reset();
        }
    }

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    // A client can filter by any combination of columns; not every statement is worth keeping.
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
