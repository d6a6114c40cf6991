using System.Text.Json;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Storage;

/// <summary>What a fresh panel holds.</summary>
internal static class Seed
{
    /// <summary>Fills empty tables from a seed file, or from the contract's seed, for a demo with the tables of the demo in place of the seed's.</summary>
    public static void Plant(string? file, bool isDemo, Tables tables, Datalog datalog)
    {
        using var stream = file is null ? ContractData.Open("seed") : File.OpenRead(file);
        using var seed = JsonDocument.Parse(stream);
        using var demo = isDemo ? JsonDocument.Parse(ContractData.Open("demo")) : null;
        var rows = TablesOf(seed);
        foreach (var (name, table) in demo is null ? [] : TablesOf(demo)) rows[name] = table;
        var now = DateTime.UtcNow;
        foreach (var (name, table) in rows)
        {
            if (!ContractData.Current.Tables.TryGetValue(name, out var definition))
                throw new JsonException($"The seed has a table {name} that a panel has not.");
            foreach (var row in table.EnumerateArray())
                tables.Insert(name, row.EnumerateObject().Where(c => definition.IndexOf(c.Name) >= 0).Select(c => KeyValuePair.Create(c.Name, SeedDate.Resolve(Text(c.Value), now))));
        }
        // A seed with a data log of its own has the whole of it.
        if (!rows.ContainsKey("sys_datalog")) NoteClients(tables, datalog);
    }

    /// <summary>What a panel holds, in the form of a seed file.</summary>
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

    private static Dictionary<string, JsonElement> TablesOf(JsonDocument seed) =>
        seed.RootElement.GetProperty("tables").EnumerateObject().ToDictionary(t => t.Name, t => t.Value, StringComparer.Ordinal);

    // Clients are made through the panel, so the data log knows of them: the client, then its group.
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
