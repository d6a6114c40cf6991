using System.Text.Json;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Storage;

namespace Nodepoint.Tests.Sandbox;

/// <summary>What stands in a sandbox's database file, read past the sandbox.</summary>
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

    /// <summary>Tables that would give an id a second time.</summary>
    public IReadOnlyList<string> CountersBehind() => behind;

    public List<Row> Rows(string table, string column, string? value) => tables[table].FindAll(row => row[column] == value);

    /// <summary>How often the data log says that a record was added, changed and deleted.</summary>
    public (int Added, int Changed, int Deleted) Logged(string table, string id) =>
        (log.GetValueOrDefault((table, id, "i")), log.GetValueOrDefault((table, id, "u")), log.GetValueOrDefault((table, id, "d")));

    // The id is the first column of the record before or after; the entry of a new record does not name it.
    private static string RecordOf(Row entry)
    {
        using var data = JsonDocument.Parse(entry["data"]!);
        var row = data.RootElement[0].ValueKind == JsonValueKind.Array ? data.RootElement[0] : data.RootElement[1];
        return row[0].GetString()!;
    }
}
