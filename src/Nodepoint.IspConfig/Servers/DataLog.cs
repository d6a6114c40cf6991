using System.Globalization;
using System.Text.Json;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Servers;

/// <summary>The log by which the servers of one panel learn of changes.</summary>
/// <param name="connection">The panel.</param>
public sealed class DataLog(PanelConnection connection)
{
    private const string Masked = "********";

    /// <summary>One entry (sys_datalog_get).</summary>
    /// <param name="id">Its number, from 1.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The entry, or none.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public IAsyncEnumerable<DataLogEntry> OneAsync(long id, CancellationToken cancel) => ReadAsync(new PanelCall("sys_datalog_get", writer => writer.WriteNumber("datalog_id", id)), cancel);

    /// <summary>The entries after one (sys_datalog_get with newer), newest first as the panel has them.</summary>
    /// <param name="id">The number of the one before, from 1.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public IAsyncEnumerable<DataLogEntry> AfterAsync(long id, CancellationToken cancel) => ReadAsync(new PanelCall("sys_datalog_get", writer =>
    {
        writer.WriteNumber("datalog_id", id);
        // The panel wants a true itself; 1 is none to it.
        writer.WriteBoolean("newer", true);
    }), cancel);

    /// <summary>The entries since a moment (sys_datalog_get_by_tstamp), newest first as the panel has them.</summary>
    /// <param name="time">The moment.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The entries.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public IAsyncEnumerable<DataLogEntry> SinceAsync(DateTimeOffset time, CancellationToken cancel)
        // 0 and below mean nothing to the panel.
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
