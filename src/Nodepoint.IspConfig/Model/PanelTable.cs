using System.Runtime.CompilerServices;
using System.Text.Json;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Changes;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Model;

/// <summary>The records of one noun on one panel.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="connection">The panel.</param>
/// <param name="noun">The noun.</param>
public sealed class PanelTable<T>(PanelConnection connection, PanelNoun<T> noun) where T : PanelObject
{
    private static readonly Dictionary<string, string?> None = [];

    /// <summary>The noun.</summary>
    public PanelNoun<T> Noun => noun;

    /// <summary>Whether secrets are read that the panel returns: hashes as it stores them.</summary>
    internal bool WithSecrets { get; init; }

    /// <summary>The tables as a preview leaves them; null for those of the panel.</summary>
    internal PreviewTables? Preview { get; init; }

    /// <summary>Streams records as they arrive, without holding all of them in memory.</summary>
    /// <param name="filter">The values that rows must have, by column; % in a value matches any text.</param>
    /// <param name="page">The part of the list to read; null for all.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records, in the panel's order.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public IAsyncEnumerable<T> FindAsync(IReadOnlyList<KeyValuePair<string, string>> filter, Page? page = null, CancellationToken cancel = default)
        => Preview is { } preview ? FindPreviewedAsync(preview, filter, page, cancel) : connection.LoggedInClient is null ? connection.StreamAsync(FindCall(filter, page), Read, cancel) : FindOwnAsync(filter, page, cancel);

    private async IAsyncEnumerable<T> FindOwnAsync(IReadOnlyList<KeyValuePair<string, string>> filter, Page? page, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var value in connection.StreamAsync(FindCall(filter, page), Read, cancel).ConfigureAwait(false))
            if (IsOwn(value)) yield return value;
    }

    // In a client's session the panel also returns what others let everybody read.
    private bool IsOwn(T value) => connection.LoggedInClient is not { } client || client.Groups.Contains(value.OwnerGroupId) || (noun.IsForEverybody && value.OwnerGroupId <= 1);

    private PanelCall FindCall(IReadOnlyList<KeyValuePair<string, string>> filter, Page? page)
        => new(noun.Functions + "_get", writer =>
        {
            writer.WriteStartObject(noun.ReadParameter);
            foreach (var (column, value) in filter) writer.WriteString(column, value);
            foreach (var (column, value) in noun.Only) writer.WriteString(column, value);
            // The panel applies paging only if these members come last.
            if (page is { } part)
            {
                writer.WriteNumber("#OFFSET#", part.Skip);
                writer.WriteNumber("#LIMIT#", part.First);
            }

            writer.WriteEndObject();
        });

    /// <summary>Reads the record with an ID.</summary>
    /// <param name="id">The ID, from 1.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record; null if it does not exist.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<T?> GetAsync(long id, CancellationToken cancel = default)
    {
        // The panel gives 0 and -1 a special meaning.
        if (id < 1) return null;
        // In a shared table the functions of one noun return the records of the others too.
        if (Preview is { } preview) return await GetPreviewedAsync(preview, id, cancel).ConfigureAwait(false);
        if (noun.Only.Count > 0) return (await ListAsync([new(noun.IdColumn, id.ToString(System.Globalization.CultureInfo.InvariantCulture))], cancel).ConfigureAwait(false)).FirstOrDefault();
        var found = await connection.CallAsync(
            new PanelCall(noun.Functions + "_get", writer => writer.WriteNumber(noun.ReadParameter, id)),
            (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.StartObject ? Read(ref reader) : null,
            cancel).ConfigureAwait(false);
        return found is not null && IsOwn(found) ? found : null;
    }

    /// <summary>Reads the records with a natural key.</summary>
    /// <param name="key">The key, without wildcards.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records with exactly this key; case counts only if it does for the noun.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<IReadOnlyList<T>> GetByKeyAsync(string key, CancellationToken cancel = default)
    {
        var stored = noun.NormalizeKey(key);
        KeyValuePair<string, string>[] filter = [new(noun.Columns[noun.KeyOrdinal].Name, noun.KeyInColumn(stored))];
        var found = await ListAsync(filter, cancel).ConfigureAwait(false);
        found.RemoveAll(value => !string.Equals(noun.KeyOf(value), stored, noun.KeyComparison));
        return found;
    }

    /// <summary>Reads the records with a name: by natural key or, if there is no match, by short name.</summary>
    /// <param name="name">The name, without wildcards.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records.</returns>
    public async Task<IReadOnlyList<T>> GetByNameAsync(string name, CancellationToken cancel = default)
    {
        var found = await GetByKeyAsync(name, cancel).ConfigureAwait(false);
        if (found.Count > 0 || !noun.HasShortKeys) return found;
        var stored = noun.NormalizeKey(name);
        var shorter = await ListLikeAsync([new(noun.Columns[noun.KeyOrdinal].Name, "%" + stored)], cancel).ConfigureAwait(false);
        return shorter.FindAll(value => string.Equals(noun.ShortKeyOf(value), stored, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Adds a record with every column of the panel's form and its additional fields.</summary>
    /// <param name="value">The record.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="given">The specified columns; secrets are sent only if specified.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record as stored.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached, or the outcome is unknown.</exception>
    public async Task<T> AddAsync(T value, Owner owner, ColumnSet given, CancellationToken cancel = default)
    {
        // The columns may have become known since the row was planned.
        await CheckColumnsAsync(given, cancel).ConfigureAwait(false);
        var isFirst = !noun.VersionDependent.IsEmpty && connection.Columns.CanLearn(noun.Table);
        var id = await connection.CallAsync(AddCall(value, owner, given), (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel).ConfigureAwait(false);
        if (id > 0) await connection.GiveAsync(noun.Table, noun.IdColumn, id, owner.ClientId, owner.GroupId, cancel).ConfigureAwait(false);
        // Some functions of the panel return false and still report success.
        if (id < 1) throw new PanelException(FaultKind.OutcomeUnknown, noun.WriteFunctions(value) + "_add", $"The panel returned no ID for {noun.Title} {noun.KeyOf(value)}. It is not known whether it was added: check the panel before you add it again.");
        return Own(noun.Stored(isFirst ? await LearnFromAsync(id, value, given, cancel).ConfigureAwait(false) : ForColumns(value), id, owner.GroupId));
    }

    // The panel ignores columns that it does not have, and only a row shows which it has.
    private async Task<T> LearnFromAsync(long id, T value, ColumnSet given, CancellationToken cancel)
    {
        try { _ = await GetAsync(id, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied) { }
        catch (PanelException problem) when (problem.IsUnanswered)
        {
            throw new PanelException(FaultKind.OutcomeUnknown, problem.Function, $"{noun.Title.Capitalized()} '{noun.KeyOf(value)}' was added, but could not be read back: {problem.Message}", problem);
        }

        if (!connection.Columns.Knows(noun.Table)) connection.Columns.Hide(noun.Table);
        if (Absent(given) is not { } missing) return ForColumns(value);
        await connection.CallAsync(DeleteCall(noun.Stored(value, id, 0)), static (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel).ConfigureAwait(false);
        throw await NotOnPanelAsync(missing, cancel).ConfigureAwait(false);
    }

    /// <summary>Finds out which columns the panel has, if only some versions have them and it is not known yet: at most one request.</summary>
    /// <param name="cancel">Cancels the operation.</param>
    internal async Task LearnAsync(CancellationToken cancel)
    {
        if (noun.VersionDependent.IsEmpty || connection.Columns.Knows(noun.Table)) return;
        try
        {
            await foreach (var _ in connection.StreamAsync(FindCall([], new Page(0, 1)), Read, cancel).ConfigureAwait(false)) return;
        }
        catch (PanelException problem) when (problem.Kind == FaultKind.PermissionDenied)
        {
            // An account that may only add records finds out after the first one.
        }
    }

    /// <summary>Refuses columns that the panel does not have.</summary>
    /// <param name="given">The specified columns.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="RuleException">The panel does not have a specified column.</exception>
    internal async Task CheckColumnsAsync(ColumnSet given, CancellationToken cancel)
    {
        if (Absent(given) is { } missing) throw await NotOnPanelAsync(missing, cancel).ConfigureAwait(false);
    }

    /// <summary>Completes a new record for the columns that the panel has.</summary>
    internal T ForColumns(T value)
    {
        if (noun.VersionDependent.IsEmpty) return value;
        var (present, unknown) = (ColumnSet.Empty, ColumnSet.Empty);
        foreach (var ordinal in noun.VersionDependent)
        {
            var has = connection.Columns.Has(noun.Table, noun.Columns[ordinal].Name);
            if (has is true) present = present.With(ordinal);
            if (has is null) unknown = unknown.With(ordinal);
        }

        return noun.ForColumns(value, present, unknown);
    }

    private PanelColumn? Absent(ColumnSet given)
        => given.Intersect(noun.VersionDependent) is { IsEmpty: false } asked ? asked.Select(ordinal => noun.Columns[ordinal]).FirstOrDefault(column => connection.Columns.Has(noun.Table, column.Name) is false) : null;

    private async Task<RuleException> NotOnPanelAsync(PanelColumn column, CancellationToken cancel)
        => new(Rule.NotOnThisPanel, $"Cannot set -{column.Member} of a {noun.Title}: panel '{connection.Name}' ({await connection.ReadVersionAsync(cancel).ConfigureAwait(false)}) does not have the column {column.Name}. Remove -{column.Member} from the command.");

    /// <summary>Creates the call that adds a record with every column of the panel's form and its additional fields.</summary>
    /// <param name="value">The record.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="given">The specified columns; secrets are sent only if specified.</param>
    /// <returns>The call.</returns>
    public PanelCall AddCall(T value, Owner owner, ColumnSet given)
    {
        var columns = noun.Written.Except(noun.Secrets.Except(given)).Union(noun.SentAlong(value));
        return new PanelCall(noun.WriteFunctions(value) + "_add", writer =>
        {
            writer.WriteNumber(noun.OwnerParameter, owner.ClientId);
            writer.WriteStartObject("params");
            noun.Write(writer, noun.AsSent(value), columns);
            foreach (var (name, text) in value.AdditionalFields) writer.WriteString(name, text);
            writer.WriteEndObject();
        }) { Row = new RowWrite(noun.Table, noun.IdColumn, 0) { OwnerGroup = owner.GroupId }, Change = new RecordChange<T>(noun, ObservedAction.Add, value) };
    }

    /// <summary>Changes columns of a record, and also sends the columns that the panel would otherwise damage.</summary>
    /// <param name="value">The record with the new values.</param>
    /// <param name="columns">The columns to change.</param>
    /// <param name="owner">The new owner; null to keep the owner.</param>
    /// <param name="additional">Columns without a member to change, with their values.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The number of rows the panel changed; 0 also if nothing differed.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached, or the outcome is unknown.</exception>
    public Task<long> UpdateAsync(T value, ColumnSet columns, Owner? owner = null, IReadOnlyDictionary<string, string?>? additional = null, CancellationToken cancel = default)
        => connection.CallAsync(UpdateCall(value, columns, owner, additional), (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel);

    /// <summary>Creates the call that changes columns of a record.</summary>
    /// <param name="value">The record with the new values.</param>
    /// <param name="columns">The columns to change.</param>
    /// <param name="owner">The new owner; null to keep the owner.</param>
    /// <param name="additional">Columns without a member to change, with their values.</param>
    /// <returns>The call.</returns>
    public PanelCall UpdateCall(T value, ColumnSet columns, Owner? owner = null, IReadOnlyDictionary<string, string?>? additional = null)
        => new(noun.WriteFunctions(value) + "_update", writer =>
        {
            // A client's ID moves the record to that client; 0 keeps the owner.
            writer.WriteNumber(noun.OwnerParameter, owner?.ClientId ?? 0);
            writer.WriteNumber(noun.IdParameter, value.Id);
            writer.WriteStartObject("params");
            noun.Write(writer, noun.AsSent(value), columns.Union(noun.Resent).Union(noun.SentAlong(value)));
            foreach (var (name, text) in additional ?? None) writer.WriteString(name, text);
            writer.WriteEndObject();
        }) { Row = new RowWrite(noun.Table, noun.IdColumn, value.Id) { OwnerGroup = owner?.GroupId ?? 0 }, Change = new RecordChange<T>(noun, ObservedAction.Change, value, columns) };

    /// <summary>Creates the call that removes a record.</summary>
    /// <param name="value">The record, with its ID.</param>
    /// <returns>The call.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The ID is less than 1.</exception>
    public PanelCall DeleteCall(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // The panel inserts the ID into its SQL unchecked, so only an integer is sent.
        ArgumentOutOfRangeException.ThrowIfLessThan(value.Id, 1);
        return new PanelCall(noun.WriteFunctions(value) + "_delete", writer => writer.WriteNumber(noun.IdParameter, value.Id))
        {
            Row = new RowWrite(noun.Table, noun.IdColumn, value.Id) { Removes = true },
            Change = new RecordChange<T>(noun, ObservedAction.Remove, value),
        };
    }

    /// <summary>Reads the first matching record, to find out whether there is any.</summary>
    /// <param name="filter">The values that rows must have, by column.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record; null if missing.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<T?> FirstAsync(IReadOnlyList<KeyValuePair<string, string>> filter, CancellationToken cancel = default)
    {
        await foreach (var value in FindAsync(filter, new Page(0, 1), cancel).ConfigureAwait(false)) return value;
        return null;
    }

    /// <summary>Reads all matching records into a list.</summary>
    /// <param name="filter">The values that rows must have, by column; % and _ are characters.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<List<T>> ListAsync(IReadOnlyList<KeyValuePair<string, string>> filter, CancellationToken cancel = default)
    {
        var found = await ListLikeAsync(filter, cancel).ConfigureAwait(false);
        // The panel reads % and _ as wildcards.
        foreach (var (column, text) in filter)
            if (text.AsSpan().IndexOfAny('%', '_') >= 0) found.RemoveAll(value => ColumnText(value, column) is { } stored && !stored.Equals(text, StringComparison.OrdinalIgnoreCase));
        return found;
    }

    /// <summary>Reads the records that belong to another record.</summary>
    /// <param name="parent">The other record.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<List<T>> ListWithinAsync(PanelObject parent, CancellationToken cancel = default)
    {
        var found = await ListLikeAsync([noun.Within(parent)], cancel).ConfigureAwait(false);
        found.RemoveAll(value => !IsWithin(value, parent));
        return found;
    }

    /// <summary>Reads the records that the panel finds with a filter in which % and _ are wildcards. The caller has to compare them.</summary>
    internal async Task<List<T>> ListLikeAsync(IReadOnlyList<KeyValuePair<string, string>> filter, CancellationToken cancel)
    {
        var found = Preview is null ? await connection.ListAsync(FindCall(filter, null), Read, cancel).ConfigureAwait(false) : await ListPreviewedAsync(Preview, filter, cancel).ConfigureAwait(false);
        if (connection.LoggedInClient is not null) found.RemoveAll(value => !IsOwn(value));
        return found;
    }

    /// <summary>Reads the rows that the panel finds with a filter, whichever noun of a shared table they belong to.</summary>
    internal async Task<List<Dictionary<string, string?>>> ListRowsAsync(IReadOnlyList<KeyValuePair<string, string>> filter, CancellationToken cancel)
    {
        var call = new PanelCall(noun.Functions + "_get", writer =>
        {
            writer.WriteStartObject(noun.ReadParameter);
            foreach (var (column, value) in filter) writer.WriteString(column, value);
            writer.WriteEndObject();
        });
        return (await ListPreviewedAsync(Preview ?? new PreviewTables(), call, filter, cancel).ConfigureAwait(false)).ConvertAll(PanelRow.Of);
    }

    /// <summary>Whether a record that the panel found belongs to another record: % and _ in names are characters, which the panel reads as wildcards.</summary>
    internal bool IsWithin(T value, PanelObject parent)
    {
        var (column, text) = noun.Within(parent);
        if (text.AsSpan().IndexOfAny('%', '_') < 0 || ColumnText(value, column) is not { } stored) return true;
        // Keys that end with the parent's key are found with a wildcard on purpose.
        return text == "%@" + parent ? stored.EndsWith(text[1..], StringComparison.OrdinalIgnoreCase) : stored.Equals(text, StringComparison.OrdinalIgnoreCase);
    }

    private async IAsyncEnumerable<T> FindPreviewedAsync(PreviewTables preview, IReadOnlyList<KeyValuePair<string, string>> filter, Page? page, [EnumeratorCancellation] CancellationToken cancel)
    {
        var found = await ListPreviewedAsync(preview, filter, cancel).ConfigureAwait(false);
        foreach (var value in page is { } part ? found.Skip((int)part.Skip).Take((int)part.First) : found) yield return value;
    }

    private async Task<T?> GetPreviewedAsync(PreviewTables preview, long id, CancellationToken cancel)
    {
        var changed = preview.Find(noun.Table, id);
        if (changed is { Values: null } or { IsNew: true })
        {
            preview.Note(noun.Table, null, [id], []);
            return changed.Values is null || !changed.Matches(noun.Only) ? null : FromRow(PreviewTables.ToJson(changed));
        }

        var stored = await StoredRowAsync(id, cancel).ConfigureAwait(false);
        preview.Note(noun.Table, null, [id], stored is { } read ? [(id, read)] : []);
        return stored is { } row && FromRow(changed is null ? row : PreviewTables.Merged(changed, row)) is var value && IsOwn(value) ? value : null;
    }

    private async Task<List<T>> ListPreviewedAsync(PreviewTables preview, IReadOnlyList<KeyValuePair<string, string>> filter, CancellationToken cancel)
    {
        var found = (await ListPreviewedAsync(preview, FindCall(filter, null), [.. filter, .. noun.Only], cancel).ConfigureAwait(false)).ConvertAll(FromRow);
        if (connection.LoggedInClient is not null) found.RemoveAll(value => !IsOwn(value));
        return found;
    }

    private async Task<List<JsonElement>> ListPreviewedAsync(PreviewTables preview, PanelCall call, IReadOnlyList<KeyValuePair<string, string>> all, CancellationToken cancel)
    {
        var stored = (await connection.ListAsync(call, ReadRow, cancel).ConfigureAwait(false)).ConvertAll(row => (Id: IdOf(row), Row: row));
        foreach (var id in preview.Partial(noun.Table, all).Except(stored.Select(row => row.Id)))
            if (await StoredRowAsync(id, cancel).ConfigureAwait(false) is { } row) preview.Complete(noun.Table, id, row);
        var found = preview.Apply(noun.Table, all, stored);
        preview.Note(noun.Table, all, [.. stored.Select(row => row.Id), .. found.Select(IdOf)], stored);
        return found;
    }

    // The row as it is on the panel.
    private async Task<JsonElement?> StoredRowAsync(long id, CancellationToken cancel)
    {
        if (noun.Only.Count > 0)
            return await connection.ListAsync(FindCall([new(noun.IdColumn, id.ToString(System.Globalization.CultureInfo.InvariantCulture))], null), ReadRow, cancel).ConfigureAwait(false) is [var first, ..] ? first : null;
        return await connection.CallAsync(
            new PanelCall(noun.Functions + "_get", writer => writer.WriteNumber(noun.ReadParameter, id)),
            (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.StartObject ? ReadRow(ref reader) : (JsonElement?)null, cancel).ConfigureAwait(false);
    }

    private JsonElement ReadRow(ref Utf8JsonReader reader)
    {
        if (!noun.VersionDependent.IsEmpty && !connection.Columns.Knows(noun.Table)) Learn(reader);
        return JsonElement.ParseValue(ref reader);
    }

    private long IdOf(JsonElement row) => row.TryGetProperty(noun.IdColumn, out var id) && long.TryParse(id.ToString(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    private T FromRow(JsonElement row)
    {
        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(row, PreviewJson.Default.JsonElement));
        reader.Read();
        return Own(noun.Read(ref reader));
    }

    // The value as the panel stores it.
    private string? ColumnText(T value, string column)
    {
        if (column == noun.Columns[noun.KeyOrdinal].Name) return noun.KeyInColumn(noun.KeyOf(value));
        for (var ordinal = 0; ordinal < noun.Columns.Count; ordinal++)
        {
            if (noun.Columns[ordinal].Name != column) continue;
            var buffer = new System.Buffers.ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                noun.Write(writer, value, ColumnSet.Empty.With(ordinal));
                writer.WriteEndObject();
            }

            using var written = JsonDocument.Parse(buffer.WrittenMemory);
            return written.RootElement.TryGetProperty(column, out var text) ? text.ToString() : null;
        }

        return null;
    }

    private T Read(ref Utf8JsonReader reader)
    {
        if (!noun.VersionDependent.IsEmpty && !connection.Columns.Knows(noun.Table)) Learn(reader);
        return Own(noun.Read(ref reader, WithSecrets));
    }

    // The copy of the reader leaves the row to be read.
    private void Learn(Utf8JsonReader row)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (row.Read() && row.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(row.GetString()!);
            row.Read();
            row.Skip();
        }

        connection.Columns.Learn(noun.Table, names);
    }

    private T Own(T value)
    {
        value.ReadFrom = new PanelOrigin(connection);
        return value;
    }
}

/// <summary>A part of a long list.</summary>
/// <param name="Skip">The number of rows to skip, from 0.</param>
/// <param name="First">The maximum number of rows to return, from 1.</param>
public readonly record struct Page(long Skip, long First);
