using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nodepoint.Sandbox.Contract;
using Nodepoint.Sandbox.Php;

namespace Nodepoint.Sandbox.Storage;

/// <summary>The panel's data log: every change, which the servers process as jobs.</summary>
/// <param name="user">The name of the user who makes the changes.</param>
internal sealed class Datalog(Database database, Tables tables, string user = "admin")
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Logs a change, unless nothing differs.</summary>
    /// <param name="action">i (insert), u (update) or d (delete).</param>
    public void Save(string table, char action, string keyColumn, string keyValue, Row? before, Row? after)
    {
        if (!Differs(before, after)) return;
        var server = before?.Number("server_id") is > 0 and var old ? old : 0;
        if (after?["server_id"] is not null) server = after.Number("server_id");
        Note(table, action, $"{keyColumn}:{keyValue}", server, Pack(before, after));
    }

    /// <summary>Logs an entry that is not a change of one row.</summary>
    public void SaveOther(string table, char action, string keyColumn, string keyValue, long server, PhpArray data) =>
        Note(table, action, $"{keyColumn}:{keyValue}", server, PhpSerializer.Serialize(data));

    private void Note(string table, char action, string record, long server, string data) => tables.Insert("sys_datalog", [
        new("dbtable", table),
        new("dbidx", record),
        new("server_id", Loose.Text(server)),
        new("action", action.ToString()),
        new("tstamp", Loose.Text(DateTimeOffset.UtcNow.ToUnixTimeSeconds())),
        new("user", user),
        new("data", data),
        new("session_id", "")]);

    /// <summary>Adds a row and logs it.</summary>
    public string Insert(string table, IEnumerable<KeyValuePair<string, string?>> values)
    {
        var id = tables.Insert(table, values);
        Save(table, 'i', Tables.Definition(table).Key!, id, null, tables.ById(table, Loose.Int(id)));
        return id;
    }

    /// <summary>Changes a row and logs it.</summary>
    public void Update(string table, Row row, params IEnumerable<KeyValuePair<string, string?>> changes)
    {
        if (!tables.Update(table, row, changes)) return;
        var key = Tables.Definition(table).Key!;
        Save(table, 'u', key, row[key]!, row, tables.ById(table, row.Number(key)));
    }

    /// <summary>Deletes a row and logs it.</summary>
    public void Delete(string table, Row row)
    {
        tables.Delete(table, row);
        var key = Tables.Definition(table).Key!;
        Save(table, 'd', key, row[key]!, row, null);
    }

    public List<Row> Read(string condition, object? value) =>
        [.. database.All($"SELECT datalog_id, server_id, dbtable, dbidx, action, tstamp, user, data, status, error FROM sys_datalog WHERE {condition} ORDER BY datalog_id DESC", value)
            .Select(row => row.With("data", Unpack(row["dbtable"]!, row["data"]!)))];

    private static bool Differs(Row? before, Row? after)
    {
        var row = before ?? after;
        for (var i = 0; row is not null && i < row.Values.Length; i++)
        {
            if (before is null ? row.Values[i] is not null && !Loose.Same(null, row.Values[i]) : !Loose.Same(after?.Values[i], row.Values[i])) return true;
        }
        return false;
    }

    // Two full rows per entry would be most of the database, so unchanged values are stored once and column names not at all.
    private static string Pack(Row? before, Row? after)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartArray();
            WriteRow(json, before);
            if (before is null || after is null) WriteRow(json, after);
            else WriteChanges(json, before, after);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteRow(Utf8JsonWriter json, Row? row)
    {
        if (row is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartArray();
        foreach (var value in row.Values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteChanges(Utf8JsonWriter json, Row before, Row after)
    {
        json.WriteStartObject();
        for (var i = 0; i < before.Values.Length; i++)
            if (before.Values[i] != after.Values[i]) json.WriteString(i.ToString(System.Globalization.CultureInfo.InvariantCulture), after.Values[i]);
        json.WriteEndObject();
    }

    /// <summary>The data column as the panel stores it: the old and the new row, serialized by PHP.</summary>
    private static string Unpack(string table, string data)
    {
        if (data[0] != '[') return data;
        using var json = JsonDocument.Parse(data);
        var columns = ContractData.Current.Tables[table].Columns;
        var before = Values(json.RootElement[0]);
        var after = json.RootElement[1].ValueKind == JsonValueKind.Object ? Changed(before!, json.RootElement[1]) : Values(json.RootElement[1]);
        return before is not null
            ? Both("old", before, "new", [.. before.Select((old, i) => Loose.Same(after?[i], old) ? old : after?[i])], columns)
            : Both("new", after!, "old", [.. after!.Select(now => now is null || Loose.Same(null, now) ? now : null)], columns);
    }

    private static string?[]? Values(JsonElement row) =>
        row.ValueKind == JsonValueKind.Null ? null : [.. row.EnumerateArray().Select(v => v.GetString())];

    private static string?[] Changed(string?[] before, JsonElement changes)
    {
        var after = (string?[])before.Clone();
        foreach (var change in changes.EnumerateObject()) after[int.Parse(change.Name, System.Globalization.CultureInfo.InvariantCulture)] = change.Value.GetString();
        return after;
    }

    private static string Both(string firstName, string?[] first, string secondName, string?[] second, IReadOnlyList<ColumnDefinition> columns)
    {
        var output = new StringBuilder("a:2:{");
        foreach (var (name, values) in new[] { (firstName, first), (secondName, second) })
        {
            PhpSerializer.WriteText(output, name);
            output.Append("a:").Append(values.Length).Append(":{");
            for (var i = 0; i < values.Length; i++)
            {
                PhpSerializer.WriteText(output, columns[i].Name);
                PhpSerializer.WriteText(output, values[i]);
            }
            output.Append('}');
        }
        return output.Append('}').ToString();
    }
}
