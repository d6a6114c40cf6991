using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

/// <summary>A table whose rows clients own, with what is needed to name and change its rows.</summary>
internal sealed record OwnedTable(string Functions, string IdColumn, string NameColumn, string Title)
{
    public string IdParameter { get; init; } = "primary_id";

    /// <summary>Reads the rows of a group, optionally only those with a certain value in a column.</summary>
    public IAsyncEnumerable<Dictionary<string, string?>> OfGroupAsync(PanelConnection connection, long groupId, KeyValuePair<string, string>? filter, CancellationToken cancel)
        => connection.StreamAsync(new PanelCall(Functions + "_get", writer =>
        {
            writer.WriteStartObject(IdParameter);
            writer.WriteNumber("sys_groupid", groupId);
            if (filter is { } pair) writer.WriteString(pair.Key, pair.Value);
            writer.WriteEndObject();
        }), PanelRow.Read, cancel);

    public long IdOf(Dictionary<string, string?> row) => row.Number(IdColumn);

    public string NameOf(Dictionary<string, string?> row) => row.Text(NameColumn);
}
