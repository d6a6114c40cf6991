using System.Text.Json;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Model;

/// <summary>The records of one noun on one panel.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="connection">The panel.</param>
/// <param name="noun">The noun.</param>
public sealed class PanelTable<T>(PanelConnection connection, PanelNoun<T> noun) where T : PanelObject
{
    private static readonly Dictionary<string, string?> None = [];

    /// <summary>The noun.</summary>
    public PanelNoun<T> Noun => noun;

    /// <summary>Reads records as they arrive; a hundred thousand of them never sit in memory.</summary>
    /// <param name="filter">What the rows must hold; % in a value stands for anything.</param>
    /// <param name="page">Which of them; null: all.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>The records, in the panel's order.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public IAsyncEnumerable<T> FindAsync(IReadOnlyList<KeyValuePair<string, string>> filter, Page? page = null, CancellationToken cancel = default)
        => connection.StreamAsync(FindCall(filter, page), noun.Read, cancel);

    private PanelCall FindCall(IReadOnlyList<KeyValuePair<string, string>> filter, Page? page)
        => new(noun.Functions + "_get", writer =>
        {
            writer.WriteStartObject(noun.ReadParameter);
            foreach (var (column, value) in filter) writer.WriteString(column, value);
            foreach (var (column, value) in noun.Only) writer.WriteString(column, value);
            // The panel sees paging only when it comes last.
            if (page is { } part)
            {
                writer.WriteNumber("#OFFSET#", part.Skip);
                writer.WriteNumber("#LIMIT#", part.First);
            }

            writer.WriteEndObject();
        });

    /// <summary>Reads the record of a number.</summary>
    /// <param name="id">The panel's number, from 1.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record; null when there is none.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<T?> GetAsync(long id, CancellationToken cancel = default)
    {
        // 0 and -1 mean other things to the panel than a record's number.
        if (id < 1) return null;
        // In a shared table the functions of one noun give the records of the others as well.
        if (noun.Only.Count > 0) return (await ListAsync([new(noun.IdColumn, id.ToString(System.Globalization.CultureInfo.InvariantCulture))], cancel).ConfigureAwait(false)).FirstOrDefault();
        return await connection.CallAsync(
            new PanelCall(noun.Functions + "_get", writer => writer.WriteNumber(noun.ReadParameter, id)),
            (ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.StartObject ? noun.Read(ref reader) : null,
            cancel).ConfigureAwait(false);
    }

    /// <summary>Reads the records of a natural key.</summary>
    /// <param name="key">The key, without wildcards.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The records whose key it is, without regard to case.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<IReadOnlyList<T>> GetByKeyAsync(string key, CancellationToken cancel = default)
    {
        var stored = noun.NormalizeKey(key);
        KeyValuePair<string, string>[] filter = [new(noun.Columns[noun.KeyOrdinal].Name, noun.KeyInColumn(stored))];
        var found = await ListAsync(filter, cancel).ConfigureAwait(false);
        found.RemoveAll(value => !string.Equals(noun.KeyOf(value), stored, StringComparison.OrdinalIgnoreCase));
        return found;
    }

    /// <summary>Reads the records that go by a name: by their natural key or, where there is none of that, by their shorter one.</summary>
    /// <param name="name">The name, without wildcards.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The records.</returns>
    public async Task<IReadOnlyList<T>> GetByNameAsync(string name, CancellationToken cancel = default)
    {
        var found = await GetByKeyAsync(name, cancel).ConfigureAwait(false);
        if (found.Count > 0 || !noun.HasShortKeys) return found;
        var stored = noun.NormalizeKey(name);
        var shorter = await ListAsync([new(noun.Columns[noun.KeyOrdinal].Name, "%" + stored)], cancel).ConfigureAwait(false);
        return shorter.FindAll(value => string.Equals(noun.ShortKeyOf(value), stored, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Adds a record with every column of the panel's form, and with its additional fields.</summary>
    /// <param name="value">The record.</param>
    /// <param name="owner">Who is to own it.</param>
    /// <param name="given">The columns that were given: of the secrets only these are sent.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record as stored.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached, or it is not known whether it was stored.</exception>
    public async Task<T> AddAsync(T value, Owner owner, ColumnSet given, CancellationToken cancel = default)
    {
        var columns = noun.Written.Except(noun.Secrets.Except(given));
        var id = await connection.CallAsync(
            new PanelCall(noun.WriteFunctions(value) + "_add", writer =>
            {
                writer.WriteNumber(noun.OwnerParameter, owner.ClientId);
                writer.WriteStartObject("params");
                noun.Write(writer, value, columns);
                foreach (var (name, text) in value.AdditionalFields) writer.WriteString(name, text);
                writer.WriteEndObject();
            }),
            (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel).ConfigureAwait(false);
        // Some functions of the panel answer "false" and call it well done.
        return id > 0 ? noun.Stored(value, id, owner.GroupId) : throw new PanelException(FaultKind.OutcomeUnknown, noun.WriteFunctions(value) + "_add", $"The panel gave no number for {noun.Title} {noun.KeyOf(value)}. It may or may not have been added: look before you send it again.");
    }

    /// <summary>Changes columns of a record, and sends along what the panel would damage otherwise.</summary>
    /// <param name="value">The record as it shall be.</param>
    /// <param name="columns">The columns that change.</param>
    /// <param name="owner">The new owner; null leaves it with its owner.</param>
    /// <param name="additional">Columns without a member that change, with their values.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>How many rows the panel changed; 0 also where nothing differed.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached, or it is not known whether it was stored.</exception>
    public Task<long> UpdateAsync(T value, ColumnSet columns, Owner? owner = null, IReadOnlyDictionary<string, string?>? additional = null, CancellationToken cancel = default)
        => connection.CallAsync(UpdateCall(value, columns, owner, additional), (ref Utf8JsonReader reader) => PanelValue.Number(ref reader), cancel);

    /// <summary>The call that changes columns of a record.</summary>
    /// <param name="value">The record as it shall be.</param>
    /// <param name="columns">The columns that change.</param>
    /// <param name="owner">The new owner; null leaves it with its owner.</param>
    /// <param name="additional">Columns without a member that change, with their values.</param>
    /// <returns>The call.</returns>
    public PanelCall UpdateCall(T value, ColumnSet columns, Owner? owner = null, IReadOnlyDictionary<string, string?>? additional = null)
        => new(noun.WriteFunctions(value) + "_update", writer =>
        {
            // A client's number here moves the record to that client; 0 leaves it.
            writer.WriteNumber(noun.OwnerParameter, owner?.ClientId ?? 0);
            writer.WriteNumber(noun.IdParameter, value.Id);
            writer.WriteStartObject("params");
            noun.Write(writer, value, columns.Union(noun.Resent));
            foreach (var (name, text) in additional ?? None) writer.WriteString(name, text);
            writer.WriteEndObject();
        });

    /// <summary>The call that removes a record.</summary>
    /// <param name="value">The record, with its number.</param>
    /// <returns>The call.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public PanelCall DeleteCall(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // The panel puts the number into its SQL unchecked, so it leaves as an integer and nothing else.
        ArgumentOutOfRangeException.ThrowIfLessThan(value.Id, 1);
        return new PanelCall(noun.WriteFunctions(value) + "_delete", writer => writer.WriteNumber(noun.IdParameter, value.Id));
    }

    /// <summary>The first record that rows hold, to see whether there is any.</summary>
    /// <param name="filter">What the rows must hold.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>The record; null for none.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public async Task<T?> FirstAsync(IReadOnlyList<KeyValuePair<string, string>> filter, CancellationToken cancel = default)
    {
        await foreach (var value in FindAsync(filter, new Page(0, 1), cancel).ConfigureAwait(false)) return value;
        return null;
    }

    /// <summary>Collects what <see cref="FindAsync"/> finds.</summary>
    /// <param name="filter">What the rows must hold.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <returns>The records.</returns>
    /// <exception cref="PanelException">The panel refuses or cannot be reached.</exception>
    public Task<List<T>> ListAsync(IReadOnlyList<KeyValuePair<string, string>> filter, CancellationToken cancel = default) => connection.ListAsync(FindCall(filter, null), noun.Read, cancel);
}

/// <summary>A part of a long list.</summary>
/// <param name="Skip">How many rows to leave out; from 0.</param>
/// <param name="First">How many rows to give; from 1.</param>
public readonly record struct Page(long Skip, long First);
