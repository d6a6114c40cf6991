using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>The data log, from which the servers of a panel read changes.</summary>
/// <param name="connection">The panel.</param>
public sealed class DataLog(PanelConnection connection)
{
    private const string Masked = "********";

    /// <summary>Reads one entry (sys_datalog_get).</summary>
    /// <param name="id">The entry's ID, from 1.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The entry, if it exists.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public IAsyncEnumerable<DataLogEntry> OneAsync(long id, CancellationToken cancel) => ReadAsync(new PanelCall("sys_datalog_get", writer => writer.WriteNumber("datalog_id", id)), cancel);

    /// <summary>Reads the entries after another entry (sys_datalog_get with newer), newest first.</summary>
    /// <param name="id">The ID of the other entry, from 1.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public IAsyncEnumerable<DataLogEntry> AfterAsync(long id, CancellationToken cancel) => ReadAsync(FromCall(id), cancel);

    /// <summary>Reads the entries since a time (sys_datalog_get_by_tstamp), newest first.</summary>
    /// <param name="time">The time.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public IAsyncEnumerable<DataLogEntry> SinceAsync(DateTimeOffset time, CancellationToken cancel) => ReadAsync(SinceCall(time), cancel);

    /// <summary>Reads the entries from another entry on, with the rows as they were stored, secrets among them, newest first.</summary>
    /// <param name="id">The ID of the other entry, from 1. It is among them.</param>
    /// <param name="cancel">Cancels the operation.</param>
    internal IAsyncEnumerable<DataLogRow> RowsFromAsync(long id, CancellationToken cancel) => connection.StreamAsync(FromCall(id), ReadRow, cancel);

    /// <summary>Reads the entries since a time, with the rows as they were stored, secrets among them, newest first.</summary>
    /// <param name="time">The time.</param>
    /// <param name="cancel">Cancels the operation.</param>
    internal IAsyncEnumerable<DataLogRow> RowsSinceAsync(DateTimeOffset time, CancellationToken cancel) => connection.StreamAsync(SinceCall(time), ReadRow, cancel);

    private static PanelCall FromCall(long id) => new("sys_datalog_get", writer =>
    {
        writer.WriteNumber("datalog_id", id);
        // The panel requires a Boolean; it does not accept 1.
        writer.WriteBoolean("newer", true);
    });

    // The panel ignores 0 and negative values.
    private static PanelCall SinceCall(DateTimeOffset time) => new("sys_datalog_get_by_tstamp", writer => writer.WriteNumber("tstamp", Math.Max(1, time.ToUnixTimeSeconds())));

    private IAsyncEnumerable<DataLogEntry> ReadAsync(PanelCall call, CancellationToken cancel) => connection.StreamAsync(call, Read, cancel);

    private static DataLogEntry Read(ref Utf8JsonReader reader)
    {
        var row = ReadRow(ref reader);
        return new DataLogEntry(row.Id, row.Time, row.ServerId, row.Table, row.Action, row.RecordId, row.User, row.Status, row.Error, Changes(row));
    }

    private static DataLogRow ReadRow(ref Utf8JsonReader reader)
    {
        var row = PanelRow.Read(ref reader);
        var key = row.Text("dbidx").Split(':', 2);
        _ = long.TryParse(key[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var recordId);
        _ = PhpSerialized.TryRead(row.Text("data"), out var root);
        return new DataLogRow(
            row.Number("datalog_id"), row.Time("tstamp"), row.Number("server_id"), row.Text("dbtable"),
            row.Text("action") switch { "i" => DataLogAction.Insert, "u" => DataLogAction.Update, _ => DataLogAction.Delete },
            key[0], recordId, row.Text("user"), row.Text("status"), row.Text("error"), Columns(root, "old"), Columns(root, "new"));
    }

    // Where several rows are removed at once, there are rows in place of columns.
    private static Dictionary<string, string?> Columns(IReadOnlyDictionary<string, object?> root, string name)
        => root.GetValueOrDefault(name) is IReadOnlyDictionary<string, object?> columns && columns.Values.All(value => value is null or string)
            ? columns.ToDictionary(column => column.Key, column => column.Value as string, StringComparer.OrdinalIgnoreCase) : [];

    private static List<DataLogChange> Changes(DataLogRow row)
    {
        var changes = new List<DataLogChange>();
        foreach (var name in row.New.Keys.Concat(row.Old.Keys).Distinct(StringComparer.Ordinal))
        {
            var (old, now) = (row.Old.GetValueOrDefault(name), row.New.GetValueOrDefault(name));
            if (old != now) changes.Add(new DataLogChange(name, Shown(name, old), Shown(name, now)));
        }

        return changes;
    }

    private static string? Shown(string name, string? value) => value is { Length: > 0 } && SecretName.Is(name) ? Masked : value;
}
