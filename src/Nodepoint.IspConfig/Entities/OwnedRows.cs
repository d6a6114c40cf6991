using System.Globalization;
using System.Text.Json;

namespace Nodepoint.IspConfig.Entities;

/// <summary>A table whose rows clients own, with what is needed to name its rows and to change them.</summary>
internal sealed record OwnedRows(string Functions, string IdColumn, string NameColumn, string Title)
{
    public string IdParameter { get; init; } = "primary_id";

    /// <summary>Whether the panel leaves them behind when it deletes everything of a client.</summary>
    public bool Forgotten { get; init; }

    /// <summary>The rows of a group that hold certain values.</summary>
    public IAsyncEnumerable<Dictionary<string, string>> OfGroupAsync(PanelConnection connection, long groupId, KeyValuePair<string, string>? holding, CancellationToken cancel)
        => connection.StreamAsync(new PanelCall(Functions + "_get", writer =>
        {
            writer.WriteStartObject(IdParameter);
            writer.WriteNumber("sys_groupid", groupId);
            if (holding is { } pair) writer.WriteString(pair.Key, pair.Value);
            writer.WriteEndObject();
        }), ReadRow, cancel);

    public long IdOf(Dictionary<string, string> row)
        => long.TryParse(row.GetValueOrDefault(IdColumn), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    public string NameOf(Dictionary<string, string> row) => row.GetValueOrDefault(NameColumn, "");

    /// <summary>Reads one row, every value as its text.</summary>
    public static Dictionary<string, string> ReadRow(ref Utf8JsonReader reader)
    {
        var row = new Dictionary<string, string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            row[name] = PanelValue.Text(ref reader);
        }

        return row;
    }
}
