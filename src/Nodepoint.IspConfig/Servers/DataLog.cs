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
    public IAsyncEnumerable<DataLogEntry> AfterAsync(long id, CancellationToken cancel) => ReadAsync(new PanelCall("sys_datalog_get", writer =>
    {
        writer.WriteNumber("datalog_id", id);
        // The panel requires a Boolean; it does not accept 1.
        writer.WriteBoolean("newer", true);
    }), cancel);

    /// <summary>Reads the entries since a time (sys_datalog_get_by_tstamp), newest first.</summary>
    /// <param name="time">The time.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public IAsyncEnumerable<DataLogEntry> SinceAsync(DateTimeOffset time, CancellationToken cancel)
        // The panel ignores 0 and negative values.
        => ReadAsync(new PanelCall("sys_datalog_get_by_tstamp", writer => writer.WriteNumber("tstamp", Math.Max(1, time.ToUnixTimeSeconds()))), cancel);

    private IAsyncEnumerable<DataLogEntry> ReadAsync(PanelCall call, CancellationToken cancel) => connection.StreamAsync(call, Read, cancel);

    private static DataLogEntry Read(ref Utf8JsonReader reader)
    {
        var row = PanelRow.Read(ref reader);
        var key = row.Text("dbidx");
        _ = long.TryParse(key.AsSpan(key.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var recordId);
        return new DataLogEntry(
            row.Number("datalog_id"), row.Time("tstamp"), row.Number("server_id"), row.Text("dbtable"),
            row.Text("action") switch { "i" => DataLogAction.Insert, "u" => DataLogAction.Update, _ => DataLogAction.Delete },
            recordId, row.Text("user"), row.Text("status"), row.Text("error"), Changes(row.Text("data")));
    }

    private static List<DataLogChange> Changes(string data)
    {
        if (!PhpSerialized.TryRead(data, out var root)) return [];
        var (before, after) = (root.GetValueOrDefault("old") as IReadOnlyDictionary<string, object?>, root.GetValueOrDefault("new") as IReadOnlyDictionary<string, object?>);
        var names = (after?.Keys ?? []).Concat(before?.Keys ?? []).Distinct(StringComparer.Ordinal);
        var changes = new List<DataLogChange>();
        foreach (var name in names)
        {
            var (old, now) = (before?.GetValueOrDefault(name) as string, after?.GetValueOrDefault(name) as string);
            if (old != now) changes.Add(new DataLogChange(name, Shown(name, old), Shown(name, now)));
        }

        return changes;
    }

    private static string? Shown(string name, string? value) => value is { Length: > 0 } && SecretName.Is(name) ? Masked : value;
}
