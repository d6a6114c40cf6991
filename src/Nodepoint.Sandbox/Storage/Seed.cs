using System.Text.Json;
using Nodepoint.Sandbox.Contract;

namespace Nodepoint.Sandbox.Storage;

/// <summary>What a fresh panel holds.</summary>
internal static class Seed
{
    /// <summary>Fills empty tables from a seed file, or from the contract's seed.</summary>
    public static void Plant(string? file, Tables tables, Datalog datalog)
    {
        using var stream = file is null ? ContractData.Open("seed") : File.OpenRead(file);
        using var seed = JsonDocument.Parse(stream);
        foreach (var table in seed.RootElement.GetProperty("tables").EnumerateObject())
        {
            if (!ContractData.Current.Tables.TryGetValue(table.Name, out var definition))
                throw new JsonException($"The seed has a table {table.Name} that a panel has not.");
            foreach (var row in table.Value.EnumerateArray())
                tables.Insert(table.Name, row.EnumerateObject().Where(c => definition.IndexOf(c.Name) >= 0).Select(c => KeyValuePair.Create(c.Name, Text(c.Value))));
        }
        NoteClients(tables, datalog);
    }

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
