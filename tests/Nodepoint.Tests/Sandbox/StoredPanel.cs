using System.Text.Json;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Tests.Sandbox;

/// <summary>Reads a sandbox's database file directly.</summary>
internal sealed class StoredPanel
{
    private readonly Dictionary<(string Table, string Id, string Action), int> log = [];
    private readonly Dictionary<string, List<Row>> tables = [];
    private readonly List<string> behind = [];

    public StoredPanel(string file)
    {
        using var database = new Database(file);
        Integrity = database.One("PRAGMA integrity_check")!["integrity_check"]!;
        foreach (var table in new[] { "mail_user", "dns_rr", "dns_soa", "client", "sys_user", "sys_group" }) tables[table] = database.All($"SELECT * FROM {table}");
        foreach (var entry in database.All("SELECT * FROM sys_datalog"))
        {
            var key = (entry["dbtable"]!, RecordOf(entry), entry["action"]!);
            log[key] = log.GetValueOrDefault(key) + 1;
        }
        var counters = database.All("SELECT name, next FROM sandbox_counter").ToDictionary(c => c["name"]!, c => c.Number("next"));
        foreach (var table in ContractData.Current.Tables.Values.Where(t => t.Key is not null))
            if (database.One($"SELECT max(\"{table.Key}\") AS last FROM \"{table.Name}\"")!.Number("last") is var last && last >= counters.GetValueOrDefault(table.Name, 1))
                behind.Add($"{table.Name}: {last}");
    }

    public string Integrity { get; }

    /// <summary>The tables whose next ID was already used.</summary>
    public IReadOnlyList<string> CountersBehind() => behind;

    public List<Row> Rows(string table, string column, string? value) => tables[table].FindAll(row => row[column] == value);

    /// <summary>The number of additions, changes and deletions of a record in the data log.</summary>
    public (int Added, int Changed, int Deleted) Logged(string table, string id) =>
        (log.GetValueOrDefault((table, id, "i")), log.GetValueOrDefault((table, id, "u")), log.GetValueOrDefault((table, id, "d")));

    // The ID is the first column of the old or new record; the entry of a new record does not contain it otherwise.
    private static string RecordOf(Row entry)
    {
        using var data = JsonDocument.Parse(entry["data"]!);
        var row = data.RootElement[0].ValueKind == JsonValueKind.Array ? data.RootElement[0] : data.RootElement[1];
        return row[0].GetString()!;
    }
}
