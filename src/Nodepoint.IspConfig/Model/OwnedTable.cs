using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

/// <summary>A table whose rows clients own, with what is needed to name its rows and to change them.</summary>
internal sealed record OwnedTable(string Functions, string IdColumn, string NameColumn, string Title)
{
    public string IdParameter { get; init; } = "primary_id";

    /// <summary>The rows of a group that hold certain values.</summary>
    public IAsyncEnumerable<Dictionary<string, string?>> OfGroupAsync(PanelConnection connection, long groupId, KeyValuePair<string, string>? holding, CancellationToken cancel)
        => connection.StreamAsync(new PanelCall(Functions + "_get", writer =>
        {
            writer.WriteStartObject(IdParameter);
            writer.WriteNumber("sys_groupid", groupId);
            if (holding is { } pair) writer.WriteString(pair.Key, pair.Value);
            writer.WriteEndObject();
        }), PanelRow.Read, cancel);

    public long IdOf(Dictionary<string, string?> row) => row.Number(IdColumn);

    public string NameOf(Dictionary<string, string?> row) => row.Text(NameColumn);
}
