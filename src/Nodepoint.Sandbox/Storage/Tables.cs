using System.Globalization;
using Nodepoint.Sandbox.Contract;

namespace Nodepoint.Sandbox.Storage;

/// <summary>The panel's tables: rows are stored and read as MySQL would store them.</summary>
internal sealed class Tables
{
    private const int UniqueFailed = 2067, KeyFailed = 1555, RowIdFailed = 2579;

    private readonly Database database;
    private readonly Dictionary<string, long> nextIds = new(StringComparer.Ordinal);

    public Tables(Database database)
    {
        this.database = database;
        Schema.Ensure(database);
        foreach (var row in database.All("SELECT name, next FROM sandbox_counter")) nextIds[row["name"]!] = row.Number("next");
    }

    /// <summary>The last error of the database. It is kept, because the panel checks it only when it stores a record.</summary>
    public string LastError { get; set; } = "";

    public static TableDefinition Definition(string table) => ContractData.Current.Tables[table];

    /// <summary>Adds a row and returns its ID. Missing columns get their defaults.</summary>
    public string Insert(string table, IEnumerable<KeyValuePair<string, string?>> given)
    {
        var definition = Definition(table);
        var values = new string?[definition.Columns.Count];
        var isGiven = new bool[values.Length];
        foreach (var (name, value) in given)
        {
            var at = definition.IndexOf(name);
            if (at < 0) throw new SqlFault($"Unknown column '{name}' in 'INSERT INTO'");
            var column = definition.Columns[at];
            isGiven[at] = value is not null || column.IsNullable;
            if (value is not null) values[at] = ColumnValue.Store(column, value);
            else if (!column.IsNullable && !column.IsKey && column.Kind != ColumnKind.Timestamp) throw new SqlFault($"Column '{name}' cannot be null");
        }
        var id = "";
        for (var i = 0; i < values.Length; i++)
        {
            var column = definition.Columns[i];
            if (column.IsKey) id = values[i] = TakeId(table, values[i]);
            else if (!isGiven[i]) values[i] = ColumnValue.Default(column);
        }
        Execute(definition, values, () => database.Run(Schema.InsertStatement(definition), Bound(definition, values)));
        return id;
    }

    /// <summary>Changes a row; false when it already has these values.</summary>
    public bool Update(string table, Row row, IEnumerable<KeyValuePair<string, string?>> changes)
    {
        var definition = Definition(table);
        var values = (string?[])row.Values.Clone();
        foreach (var (name, value) in changes)
        {
            var at = definition.IndexOf(name);
            if (at < 0) throw new SqlFault($"Unknown column '{name}' in 'SET'");
            var column = definition.Columns[at];
            values[at] = value is not null ? ColumnValue.Store(column, value) : column.IsNullable ? null : ColumnValue.Implicit(column);
        }
        var changed = Enumerable.Range(0, values.Length).Where(i => !string.Equals(values[i], row.Values[i], StringComparison.Ordinal)).ToList();
        if (changed.Count == 0) return false;
        var key = definition.IndexOf(definition.Key!);
        object?[] bound = [.. changed.Select(i => Bind(definition.Columns[i], values[i])), Bind(definition.Columns[key], row.Values[key])];
        Execute(definition, values, () => database.Run(
            $"UPDATE \"{table}\" SET {string.Join(", ", changed.Select(i => $"\"{definition.Columns[i].Name}\" = ?"))} WHERE \"{definition.Key}\" = ?", bound));
        return true;
    }

    public void Delete(string table, Row row)
    {
        var key = Definition(table).Key!;
        database.Run($"DELETE FROM \"{table}\" WHERE \"{key}\" = ?", long.Parse(row[key]!, CultureInfo.InvariantCulture));
    }

    public Row? ById(string table, long id) => database.One($"SELECT * FROM \"{table}\" WHERE \"{Definition(table).Key}\" = ?", id);

    /// <summary>The first row with this value in a column.</summary>
    public Row? First(string table, string column, object? value, string columns = "*") =>
        Equal(table, column, value) is { } where ? database.One($"SELECT {columns} FROM \"{table}\" WHERE {where.Sql}{InOrder(table)} LIMIT 1", where.Value) : null;

    /// <summary>All rows with this value in a column, in the order they were added.</summary>
    public List<Row> Where(string table, string column, object? value) =>
        Equal(table, column, value) is { } where ? database.All($"SELECT * FROM \"{table}\" WHERE {where.Sql}{InOrder(table)}", where.Value) : [];

    /// <summary>The condition column = value, or null when the database would refuse it, so that nothing is found.</summary>
    public (string Sql, object? Value)? Equal(string table, string column, object? value)
    {
        try
        {
            return Comparison.Equal(Definition(table).Column(column), value);
        }
        catch (SqlFault fault)
        {
            LastError = fault.Message;
            return null;
        }
    }

    public List<Row> All(string table) => Rows(table).ToList();

    /// <summary>All rows, read on demand.</summary>
    public RowSequence Rows(string table) => new(database, $"SELECT * FROM \"{table}\"{InOrder(table)}");

    public static string InOrder(string table) => Definition(table).Key is { } key ? $" ORDER BY \"{key}\"" : "";

    /// <summary>A value as SQLite binds it for this column.</summary>
    public static object? Bind(ColumnDefinition column, string? value) => (value, column.Kind) switch
    {
        (null, _) => null,
        (_, ColumnKind.Integer) => long.Parse(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    private static object?[] Bound(TableDefinition definition, string?[] values) => [.. values.Select((v, i) => Bind(definition.Columns[i], v))];

    // As in the panel's database, an ID is used up even if the row cannot be stored.
    private string TakeId(string table, string? given)
    {
        var next = nextIds.GetValueOrDefault(table, 1);
        var asked = given is null ? 0 : long.Parse(given, CultureInfo.InvariantCulture);
        var id = asked > 0 ? asked : next;
        if (id >= next)
        {
            nextIds[table] = id + 1;
            database.Run("INSERT INTO sandbox_counter (name, next) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET next = ?2", table, id + 1);
        }
        return id.ToString(CultureInfo.InvariantCulture);
    }

    private static void Execute(TableDefinition definition, string?[] values, Action run)
    {
        try
        {
            run();
        }
        catch (SqliteFailure failure) when (failure.Code is UniqueFailed or KeyFailed or RowIdFailed)
        {
            throw new SqlFault(Duplicate(definition, values, failure));
        }
    }

    private static string Duplicate(TableDefinition definition, string?[] values, SqliteFailure failure)
    {
        var columns = failure.Message[(failure.Message.IndexOf(':', StringComparison.Ordinal) + 1)..]
            .Split(',').Select(c => c.Trim()[(definition.Name.Length + 1)..]).ToList();
        var index = definition.Indexes.FirstOrDefault(i => i.Unique && i.Columns.SequenceEqual(columns))?.Name ?? "PRIMARY";
        return $"Duplicate entry '{string.Join('-', columns.Select(c => values[definition.IndexOf(c)]))}' for key '{index}'";
    }
}
