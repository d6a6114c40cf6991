using System.Text.Json;

namespace Nodepoint.IspConfig.Model.Preview;

/// <summary>
/// The panel's tables as the rows of a command would leave them one after another, while none of them is sent. Rows are planned side by side
/// against what is known so far; a row that read what a row before it would have changed is planned again, so that each sees those before it.
/// </summary>
internal sealed class PreviewTables
{
    // No panel has so many rows of its own, and the columns that refer to them can hold it.
    private const long FirstNewId = 2_000_000_000;

    private readonly object _guard = new();
    private readonly PreviewRows _rows = new();
    private readonly List<PreviewRow> _changes = [];
    private readonly Dictionary<(string Kind, string Key), object?> _facts = [];
    private readonly AsyncLocal<PreviewReads?> _reads = new();
    private long _nextId = FirstNewId;

    /// <summary>Begins to record what the current row reads.</summary>
    /// <returns>The record.</returns>
    public PreviewReads Begin()
    {
        lock (_guard) return _reads.Value = new PreviewReads(_changes.Count);
    }

    /// <summary>Whether a row before would have changed what a row has read.</summary>
    public bool IsStale(PreviewReads reads)
    {
        lock (_guard)
        {
            for (var i = reads.Version; i < _changes.Count; i++)
                if (reads.Concern(_changes[i])) return true;
            return false;
        }
    }

    /// <summary>The row as it was changed; null if it was not.</summary>
    public PreviewRow? Find(string table, long id)
    {
        lock (_guard) return _rows.Find(table, id);
    }

    /// <summary>The row as it is on the panel, if the current row of the command has read it.</summary>
    public JsonElement? Stored(string table, long id) => _reads.Value?.Find(table, id);

    /// <summary>Records what the current row reads.</summary>
    public void Note(string table, IReadOnlyList<KeyValuePair<string, string>>? filter, IEnumerable<long> ids, IEnumerable<(long Id, JsonElement Row)> rows) => _reads.Value?.Add(table, filter, ids, rows);

    /// <summary>The changed rows of a table of which only some columns are known, among them one of a filter: they have to be read to find out whether they match.</summary>
    public IReadOnlyList<long> Partial(string table, IReadOnlyList<KeyValuePair<string, string>> filter)
    {
        lock (_guard) return _rows.Partial(table, filter);
    }

    /// <summary>Completes a changed row with the columns that are not changed.</summary>
    public void Complete(string table, long id, JsonElement stored)
    {
        lock (_guard)
            if (_rows.Find(table, id) is { IsWhole: false, Values: { } changes }) _rows.Set(Whole(table, id, stored).With(changes));
    }

    /// <summary>The rows that a filter finds.</summary>
    /// <param name="table">The table.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="stored">The rows that the panel finds.</param>
    public List<JsonElement> Apply(string table, IReadOnlyList<KeyValuePair<string, string>> filter, IReadOnlyList<(long Id, JsonElement Row)> stored)
    {
        var found = new List<JsonElement>(stored.Count);
        var seen = new HashSet<long>();
        lock (_guard)
        {
            foreach (var (id, row) in stored)
            {
                seen.Add(id);
                if (_rows.Find(table, id) is not { } changed) found.Add(row);
                else if (changed.Values is { } values && Whole(table, id, row).With(values) is var merged && merged.Matches(filter)) found.Add(ToJson(merged));
            }

            found.AddRange(_rows.Matching(table, filter).Where(row => !seen.Contains(row.Id)).Select(ToJson));
        }

        return found;
    }

    /// <summary>A row with its changes.</summary>
    public static JsonElement Merged(PreviewRow changed, JsonElement stored) => ToJson(Whole(changed.Table, changed.Id, stored).With(changed.Values!));

    /// <summary>A row that is known as a whole.</summary>
    public static JsonElement ToJson(PreviewRow row)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (column, value) in row.Values!)
            {
                writer.WritePropertyName(column);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>What is known of something that is not a row of a table, such as a setting.</summary>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    /// <param name="kind">The kind of thing.</param>
    /// <param name="key">Its name.</param>
    /// <param name="value">The value that a row before would have set; null also if that row would have removed it.</param>
    /// <returns>Whether a row before would have changed it.</returns>
    public bool TryRecall<TValue>(string kind, string key, out TValue? value) where TValue : class
    {
        bool known;
        object? found;
        lock (_guard) known = _facts.TryGetValue((kind, key.ToUpperInvariant()), out found);
        value = found as TValue;
        return known;
    }

    /// <summary>Notes what a row would have done to something that is not a row of a table.</summary>
    /// <param name="kind">The kind of thing.</param>
    /// <param name="key">Its name.</param>
    /// <param name="value">The new value; null if it is removed.</param>
    public void Remember(string kind, string key, object? value)
    {
        lock (_guard) _facts[(kind, key.ToUpperInvariant())] = value;
    }

    /// <summary>Does to the tables what the calls of a plan would do to those of the panel.</summary>
    /// <param name="calls">The calls, in their order.</param>
    /// <param name="reads">What was read to plan them.</param>
    public void Apply(IEnumerable<Panel.PanelCall> calls, PreviewReads reads)
    {
        lock (_guard)
            foreach (var call in calls)
                if (call.Row is { } row) Apply(row, call, reads);
    }

    /// <summary>How many rows were changed so far.</summary>
    public int Version
    {
        get { lock (_guard) return _changes.Count; }
    }

    /// <summary>The ID of the row that was created last.</summary>
    public long LastNewId
    {
        get { lock (_guard) return _nextId - 1; }
    }

    /// <summary>Removes the rows that were created since a version, because the work that would create them fails.</summary>
    /// <param name="version">The version.</param>
    public void Undo(int version)
    {
        lock (_guard)
            foreach (var row in _changes[version..].Where(static row => row.IsNew).ToList()) Set(new PreviewRow(row.Table, row.Id, null));
    }

    private void Apply(RowWrite write, Panel.PanelCall call, PreviewReads reads)
    {
        if (write.Removes)
        {
            Set(new PreviewRow(write.Table, write.Id, null));
            return;
        }

        var changes = write.Values?.ToDictionary(one => one.Key, one => JsonSerializer.SerializeToElement(one.Value, PreviewJson.Default.String)) ?? Params(call);
        if (write.OwnerGroup > 0) changes["sys_groupid"] = Number(write.OwnerGroup);
        if (write.Id == 0)
        {
            var id = _nextId++;
            changes[write.IdColumn] = Number(id);
            Set(new PreviewRow(write.Table, id, changes) { IsWhole = true, IsNew = true });
            return;
        }

        var current = _rows.Find(write.Table, write.Id);
        // A row that was removed stays so.
        if (current is { Values: null }) return;
        current ??= reads.Find(write.Table, write.Id) is { } stored ? Whole(write.Table, write.Id, stored) : new PreviewRow(write.Table, write.Id, new Dictionary<string, JsonElement>());
        Set(current.With(changes));
    }

    private void Set(PreviewRow row)
    {
        _rows.Set(row);
        _changes.Add(row);
    }

    private static PreviewRow Whole(string table, long id, JsonElement stored) => new(table, id, stored.EnumerateObject().ToDictionary(member => member.Name, member => member.Value)) { IsWhole = true };

    private static JsonElement Number(long value) => JsonSerializer.SerializeToElement(value, PreviewJson.Default.Int64);

    private static Dictionary<string, JsonElement> Params(Panel.PanelCall call)
        => call.Members().TryGetProperty("params", out var members) && members.ValueKind == JsonValueKind.Object ? members.EnumerateObject().ToDictionary(member => member.Name, member => member.Value) : [];
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
[System.Text.Json.Serialization.JsonSerializable(typeof(long))]
[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class PreviewJson : System.Text.Json.Serialization.JsonSerializerContext;
