using System.Text.Json;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Storage;

/// <summary>The data of a new panel.</summary>
internal static class Seed
{
    /// <summary>Opens a seed file, or the contract's seed.</summary>
    public static Stream Open(string? file) => file is null ? ContractData.Open("seed") : File.OpenRead(file);

    /// <summary>Fills empty tables from a seed. For a demo, its tables replace those of the seed.</summary>
    public static void Fill(Stream stream, bool isDemo, Tables tables, Datalog datalog)
    {
        using var seed = JsonDocument.Parse(stream);
        using var demo = isDemo ? JsonDocument.Parse(ContractData.Open("demo")) : null;
        var rows = TablesOf(seed);
        foreach (var (name, table) in demo is null ? [] : TablesOf(demo)) rows[name] = table;
        var now = DateTime.UtcNow;
        foreach (var (name, table) in rows)
        {
            if (!ContractData.Current.Tables.TryGetValue(name, out var definition))
                throw new JsonException($"The seed contains the table '{name}', which a panel does not have.");
            if (table.ValueKind != JsonValueKind.Array || table.EnumerateArray().Any(row => row.ValueKind != JsonValueKind.Object))
                throw new JsonException($"The table '{name}' of the seed is not a list of rows.");
            foreach (var row in table.EnumerateArray())
                tables.Insert(name, row.EnumerateObject().Where(c => definition.IndexOf(c.Name) >= 0).Select(c => KeyValuePair.Create(c.Name, SeedDate.Resolve(Text(c.Value), now))));
        }
        // A seed with a data log contains all of it.
        if (!rows.ContainsKey("sys_datalog")) NoteClients(tables, datalog);
    }

    /// <summary>The data of a panel in the form of a seed file.</summary>
    public static PhpArray Of(Tables tables)
    {
        var all = new PhpArray();
        foreach (var table in ContractData.Current.Tables.Keys.Order(StringComparer.Ordinal))
        {
            var rows = new PhpArray(tables.All(table).Select(row => row.ToArray()));
            if (rows.Count > 0) all[table] = rows;
        }
        return new PhpArray { ["tables"] = all };
    }

    /// <summary>The data of a panel in the form of a seed file, with an empty data log.</summary>
    public static PhpArray WithoutLog(Tables tables)
    {
        var all = Of(tables);
        ((PhpArray)all["tables"]!)["sys_datalog"] = new PhpArray();
        return all;
    }

    private static Dictionary<string, JsonElement> TablesOf(JsonDocument seed) =>
        seed.RootElement.ValueKind == JsonValueKind.Object && seed.RootElement.TryGetProperty("tables", out var tables) && tables.ValueKind == JsonValueKind.Object
            ? tables.EnumerateObject().ToDictionary(t => t.Name, t => t.Value, StringComparer.Ordinal)
            : throw new JsonException("The seed does not have an object 'tables' with the rows of each table.");

    // The panel logs the creation of clients: first the client, then its group.
    private static void NoteClients(Tables tables, Datalog datalog)
    {
        foreach (var client in tables.All("client"))
        {
            datalog.Save("client", 'i', "client_id", "", null, client);
            if (tables.First("sys_group", "client_id", client.Number("client_id")) is { } group)
                datalog.Save("sys_group", 'i', "groupid", group["groupid"]!, null, group);
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
