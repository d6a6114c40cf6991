using System.Text;
using SQLitePCL;

namespace Nodepoint.Sandbox.Storage;

/// <summary>A prepared statement that is used repeatedly.</summary>
internal sealed class Statement : IDisposable
{
    // Most values of a panel are "y", "0" or empty, so these share one string each.
    private static readonly string[] Single = [.. Enumerable.Range(0, 128).Select(i => ((char)i).ToString())];

    private readonly sqlite3 connection;
    private readonly sqlite3_stmt handle;

    public Statement(sqlite3 connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle));
        Shape = new RowShape([.. Enumerable.Range(0, raw.sqlite3_column_count(handle)).Select(i => raw.sqlite3_column_name(handle, i).utf8_to_string())]);
    }

    public RowShape Shape { get; }

    public void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(values[i] switch
            {
                null => raw.sqlite3_bind_null(handle, i + 1),
                string text => raw.sqlite3_bind_text(handle, i + 1, text),
                long number => raw.sqlite3_bind_int64(handle, i + 1, number),
                int number => raw.sqlite3_bind_int64(handle, i + 1, number),
                bool flag => raw.sqlite3_bind_int64(handle, i + 1, flag ? 1 : 0),
                double number => raw.sqlite3_bind_double(handle, i + 1, number),
                decimal number => raw.sqlite3_bind_double(handle, i + 1, (double)number),
                var other => throw new ArgumentException($"A value of type {other.GetType().Name} cannot be stored."),
            });
        }
    }

    /// <summary>Moves to the next row; false after the last one.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result is raw.SQLITE_ROW) return true;
        if (result is raw.SQLITE_DONE) return false;
        throw new SqliteFailure(raw.sqlite3_extended_errcode(connection), raw.sqlite3_errmsg(connection).utf8_to_string());
    }

    public Row Read()
    {
        var values = new string?[Shape.Names.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Text(i);
        return new Row(Shape, values);
    }

    public void Reset()
    {
        _ = raw.sqlite3_reset(handle);
    }

    public void Dispose() => handle.Dispose();

    /// <summary>The text of a column in SQLite's memory, valid until the next step; false for null.</summary>
    public bool TryText(int column, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL) return false;
        text = raw.sqlite3_column_blob(handle, column);
        return true;
    }

    private string? Text(int column)
    {
        if (!TryText(column, out var bytes)) return null;
        return bytes.Length switch
        {
            0 => "",
            1 when bytes[0] < 128 => Single[bytes[0]],
            _ => Encoding.UTF8.GetString(bytes),
        };
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK) throw new SqliteFailure(result, raw.sqlite3_errmsg(connection).utf8_to_string());
    }
}

/// <summary>An error of SQLite.</summary>
internal sealed class SqliteFailure(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
