using System.Collections.Concurrent;
using Nodepoint.Sandbox.Contract;

namespace Nodepoint.Sandbox.Storage;

/// <summary>Creates the tables of the contract in SQLite.</summary>
internal static class Schema
{
    private static readonly ConcurrentDictionary<string, string> Inserts = new(StringComparer.Ordinal);

    public static void Ensure(Database database)
    {
        database.Run("CREATE TABLE IF NOT EXISTS sandbox_counter (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID");
        foreach (var table in ContractData.Current.Tables.Values)
        {
            database.Run($"CREATE TABLE IF NOT EXISTS \"{table.Name}\" ({string.Join(", ", table.Columns.Select(Declaration))})");
            foreach (var index in table.Indexes.Where(i => i.Kept))
            {
                database.Run($"CREATE {(index.Unique ? "UNIQUE " : "")}INDEX IF NOT EXISTS \"{table.Name}_{index.Name}\" ON \"{table.Name}\" "
                    + $"({string.Join(", ", index.Columns.Select(c => index.MailDomain ? $"panel_domain(\"{c}\")" : $"\"{c}\""))})");
            }
        }
    }

    public static void Empty(Database database)
    {
        foreach (var table in ContractData.Current.Tables.Keys) database.Run($"DELETE FROM \"{table}\"");
        database.Run("DELETE FROM sandbox_counter");
    }

    public static string InsertStatement(TableDefinition table) => Inserts.GetOrAdd(table.Name, _ =>
        $"INSERT INTO \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", table.Columns.Select(_ => "?"))})");

    private static string Declaration(ColumnDefinition column) => column switch
    {
        { IsKey: true, Kind: ColumnKind.Integer } => $"\"{column.Name}\" INTEGER PRIMARY KEY",
        { Kind: ColumnKind.Integer } => $"\"{column.Name}\" INTEGER",
        { Kind: ColumnKind.Bytes } => $"\"{column.Name}\" TEXT",
        _ => $"\"{column.Name}\" TEXT COLLATE {Database.Collation}",
    };
}
