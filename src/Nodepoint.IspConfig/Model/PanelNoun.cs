using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Model;

/// <summary>
/// A kind of object on the panel: its functions, its columns, and how its rows are read and written.
/// The source generator creates one from each record; what is special about a noun overrides virtual members, in a file beside the record.
/// </summary>
/// <remarks>
/// The order of the hooks. Add: <see cref="PrepareAsync"/>, <see cref="OnServer"/> with the default server, <see cref="ForOwnerAsync"/>,
/// <see cref="HashAsync"/>, <see cref="FindExistingAsync"/> unless the panel refuses duplicates, the request, <see cref="AfterAddAsync"/> if
/// <see cref="SetAfterAdd"/> is not empty. Change: <see cref="PrepareChangeAsync"/>, <see cref="MoveAsync"/> if the owner changes,
/// <see cref="HashAsync"/>, <see cref="Caution"/>, <see cref="GuardAsync"/>, <see cref="FindFollowUpChangesAsync"/>, the request, then the calls
/// of both. Remove: <see cref="DependentsAsync"/>, <see cref="FindRemovalBlockerAsync"/>, <see cref="RemovalCalls"/>.
/// </remarks>
/// <typeparam name="T">The record's type.</typeparam>
public abstract class PanelNoun<T> : IPanelNoun where T : PanelObject
{
    /// <summary>The kind of object, as used in sentences.</summary>
    public abstract string Title { get; }

    /// <summary>The record's type.</summary>
    public Type RecordType => typeof(T);

    /// <summary>The table of the panel's database.</summary>
    public virtual string Table => Form[(Form.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The panel's form, as in forms.json.</summary>
    public abstract string Form { get; }

    /// <summary>The common prefix of the panel's functions.</summary>
    public abstract string Functions { get; }

    /// <summary>The column of the record's ID.</summary>
    public abstract string IdColumn { get; }

    /// <summary>The noun of its cmdlets; null if it has none.</summary>
    public virtual string? CmdletNoun => null;

    /// <summary>Whether clients can own it.</summary>
    public abstract bool IsOwned { get; }

    /// <summary>The server's service that stores it, used if no parent determines the server.</summary>
    public virtual ServerService Service => ServerService.None;

    /// <summary>The parameter for the record's ID when it is changed.</summary>
    public abstract string IdParameter { get; }

    /// <summary>The parameter for the record's ID when it is read.</summary>
    public virtual string ReadParameter => IdParameter;

    /// <summary>The prefix of the functions that add and change a record, if two sets of functions share a table.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The prefix.</returns>
    public virtual string WriteFunctions(T value) => Functions;

    /// <summary>The parameter that names the owner.</summary>
    public abstract string OwnerParameter { get; }

    /// <summary>The filter that selects the rows of this noun in a shared table.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, string>> Only => [];

    /// <summary>The columns, by ordinal.</summary>
    public abstract IReadOnlyList<PanelColumn> Columns { get; }

    /// <summary>The columns that every update sends.</summary>
    public abstract ColumnSet Resent { get; }

    /// <summary>The columns that are written only if they are specified.</summary>
    public abstract ColumnSet Secrets { get; }

    /// <summary>The columns that are sent to the panel.</summary>
    public abstract ColumnSet Written { get; }

    /// <summary>The columns that are sent only if they are specified, and that a new record requires.</summary>
    public virtual ColumnSet Mandatory => ColumnSet.Empty;

    /// <summary>The password that is sent as a hash; null if missing.</summary>
    public virtual HashedColumn<T>? Hashed => null;

    /// <summary>The ordinal of the natural key.</summary>
    public abstract int KeyOrdinal { get; }

    /// <summary>The columns that identify a record together with the natural key.</summary>
    public virtual ColumnSet KeyParts => ColumnSet.Empty;

    /// <summary>The ordinal of the server's ID; -1 if missing.</summary>
    public virtual int ServerOrdinal => -1;

    /// <summary>The client limits that a record counts against.</summary>
    public virtual IReadOnlyList<ClientLimit<T>> Limits => [];

    /// <summary>Reads one row.</summary>
    /// <param name="reader">The reader, at the start of the row; left at its end.</param>
    /// <returns>The record.</returns>
    public abstract T Read(ref Utf8JsonReader reader);

    /// <summary>Writes columns as members of the current object.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="value">The record.</param>
    /// <param name="columns">The columns to write.</param>
    public abstract void Write(Utf8JsonWriter writer, T value, ColumnSet columns);

    /// <summary>Finds the columns that differ. Secrets never differ because they are not read back.</summary>
    /// <param name="before">One record.</param>
    /// <param name="after">The other.</param>
    /// <returns>The columns in which they differ.</returns>
    public abstract ColumnSet Differences(T before, T after);

    /// <summary>Replaces columns of a record with those of another record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="other">The record to take the columns from.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>The new record.</returns>
    public abstract T Merge(T value, T other, ColumnSet columns);

    /// <summary>Gets the natural key of a record.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The key.</returns>
    public abstract string KeyOf(T value);

    /// <summary>Whether records also have a short name, without the prefix of the full name.</summary>
    public virtual bool HasShortKeys => false;

    /// <summary>Gets the short name of a record.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The name without its prefix; the natural key if there is no short name.</returns>
    public virtual string ShortKeyOf(T value) => KeyOf(value);

    /// <summary>Sets the ID and the owning group that a record has on the panel.</summary>
    /// <param name="value">The record.</param>
    /// <param name="id">The ID.</param>
    /// <param name="ownerGroup">The owning group; 0 if it is unknown.</param>
    /// <returns>The record as stored.</returns>
    public abstract T Stored(T value, long id, long ownerGroup);

    /// <summary>Gets the filter for the records that belong to another record.</summary>
    /// <param name="parent">The other record.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="NotSupportedException">Records of this noun do not belong to such a record.</exception>
    public virtual KeyValuePair<string, string> Within(PanelObject parent)
        => Linked(parent) ?? throw new NotSupportedException($"{Title} records cannot be selected by {parent.GetType().Name}.");

    /// <summary>Gets the filter for the records that refer to another record.</summary>
    /// <param name="parent">The other record.</param>
    /// <returns>The filter; null if no link refers to such a record.</returns>
    protected virtual KeyValuePair<string, string>? Linked(PanelObject parent) => null;

    /// <summary>Gets the parent of a record: the record that its links refer to.</summary>
    /// <param name="value">The record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The parent; null if it has none.</returns>
    /// <exception cref="PanelException">The parent was not found.</exception>
    protected virtual ValueTask<PanelObject?> ParentAsync(T value, PanelLookup lookup, CancellationToken cancel) => new((PanelObject?)null);

    /// <summary>Gets the ID of the server that stores a record.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The ID; 0 if it is not on a server.</returns>
    public long ServerOf(T value) => value.StoredOn;

    /// <summary>Sets the server of a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="serverId">The server's ID.</param>
    /// <returns>The record; unchanged if it is not stored on a server.</returns>
    public virtual T OnServer(T value, long serverId) => value;

    /// <summary>Sets a new record's owner and server to those of its parent.</summary>
    /// <param name="value">The record to add.</param>
    /// <param name="given">The specified columns.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record, and its owner if it has a parent.</returns>
    /// <exception cref="PanelException">The parent was not found.</exception>
    protected internal async ValueTask<Prepared<T>> InheritFromParentAsync(T value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        if (await ParentAsync(value, lookup, cancel).ConfigureAwait(false) is not { } parent) return new Prepared<T>(value);
        if (SharesServer && given.Contains(ServerOrdinal) && parent.StoredOn > 0 && parent.StoredOn != value.StoredOn)
            throw new FormatException($"{Title} {value} must be on the server of {parent} (ID {parent.StoredOn}). Do not specify -ServerId.");
        var placed = ServerOrdinal >= 0 && !given.Contains(ServerOrdinal) && parent.StoredOn > 0 ? OnServer(value, parent.StoredOn) : value;
        return new Prepared<T>(placed, await lookup.OwnerOfGroupAsync(parent.OwnerGroupId, cancel).ConfigureAwait(false)) { Follows = true };
    }

    /// <summary>Sets a record's server to that of its new parent.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record, on that server unless another server was specified.</returns>
    /// <exception cref="PanelException">The parent was not found.</exception>
    protected async ValueTask<T> InheritServerAsync(T before, T after, PanelLookup lookup, CancellationToken cancel)
        => await ParentAsync(after, lookup, cancel).ConfigureAwait(false) is { StoredOn: > 0 } parent && ServerOf(after) == ServerOf(before) ? OnServer(after, parent.StoredOn) : after;

    /// <summary>Converts a key to the form the panel stores: domains in Punycode, addresses in lowercase.</summary>
    /// <param name="key">The key as entered; may contain wildcards.</param>
    /// <returns>The stored form.</returns>
    public virtual string NormalizeKey(string key) => key;

    /// <summary>Converts a stored key to the value of its column, for a filter.</summary>
    /// <param name="key">The key; may contain the panel's wildcards.</param>
    /// <returns>The value of the column.</returns>
    public virtual string KeyInColumn(string key) => key;

    /// <summary>Sets what the panel's web pages would set, and refuses what the panel would accept although it is wrong.</summary>
    /// <param name="value">The record to add.</param>
    /// <param name="given">The specified columns.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record to send, and its owner if the record determines it.</returns>
    /// <exception cref="PanelException">Something the record requires was not found.</exception>
    /// <exception cref="FormatException">A value is not valid.</exception>
    public virtual ValueTask<Prepared<T>> PrepareAsync(T value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => InheritFromParentAsync(value, given, lookup, cancel);

    /// <summary>Completes a new record once its owner and server are known.</summary>
    /// <param name="value">The record, prepared.</param>
    /// <param name="given">The specified columns.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record to send.</returns>
    /// <exception cref="FormatException">A value is not valid.</exception>
    public virtual ValueTask<T> ForOwnerAsync(T value, ColumnSet given, Owner owner, PanelLookup lookup, CancellationToken cancel) => new(value);

    /// <summary>Hashes the password of a record before it is sent, if one was specified.</summary>
    /// <param name="value">The record, prepared.</param>
    /// <param name="given">The specified columns.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record to send.</returns>
    /// <exception cref="FormatException">The password is too long, the hash is not valid, or both are specified.</exception>
    /// <exception cref="PanelException">The password is too weak, or the panel cannot be reached.</exception>
    public ValueTask<T> HashAsync(T value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => Hashed is { } hashed && given.Contains(hashed.Ordinal) ? hashed.HashAsync(value, lookup, cancel) : new(value);

    /// <summary>The columns that the panel sets itself when a record is added, and that <see cref="AfterAddAsync"/> sets afterwards; if empty, it is not called.</summary>
    public virtual ColumnSet SetAfterAdd => ColumnSet.Empty;

    /// <summary>Completes a record after it was added, if the panel sets or ignores columns when it adds one.</summary>
    /// <param name="stored">The record as it was sent, with its ID.</param>
    /// <param name="given">The specified columns.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The current record.</returns>
    public virtual ValueTask<T> AfterAddAsync(T stored, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => new(stored);

    /// <summary>Whether a record always has the owner of its parent.</summary>
    public virtual bool SharesOwner => false;

    /// <summary>Whether a record is always on the server of its parent.</summary>
    public virtual bool SharesServer => SharesOwner;

    /// <summary>Changes what depends on the owner of a record.</summary>
    /// <param name="value">The record with the new values.</param>
    /// <param name="owner">The new owner.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record to send.</returns>
    public virtual ValueTask<T> MoveAsync(T value, Owner owner, PanelLookup lookup, CancellationToken cancel) => new(value);

    /// <summary>Lists what has to change with a record: the panel's web pages do it, the remote API does not.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <param name="owner">The new owner; null to keep the owner.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>Each change, described in words, with its call, in the order in which to make the calls.</returns>
    public virtual ValueTask<IReadOnlyList<RestorationItem>> FindFollowUpChangesAsync(T before, T after, Owner? owner, PanelLookup lookup, CancellationToken cancel) => new((IReadOnlyList<RestorationItem>)[]);

    /// <summary>Checks and completes a change before it is sent.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record to send.</returns>
    /// <exception cref="FormatException">A value is not valid.</exception>
    public virtual ValueTask<T> PrepareChangeAsync(T before, T after, PanelLookup lookup, CancellationToken cancel) => new(after);

    /// <summary>Restores the columns that were not to be changed in a record that was checked: a check may normalize the values of old rows.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <param name="valid">The same record after the check.</param>
    /// <returns>The checked record.</returns>
    protected T KeepUnspecified(T before, T after, T valid) => Merge(valid, before, Written.Except(Secrets).Except(Differences(before, after)));

    /// <summary>Finds what the panel would damage by an update of this record, so that it can be restored.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>What to restore; null for nothing.</returns>
    public virtual ValueTask<Restoration?> GuardAsync(T before, T after, PanelLookup lookup, CancellationToken cancel) => new((Restoration?)null);

    /// <summary>Gets a warning about effects of a change that cannot be undone.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <returns>The warning; null for none.</returns>
    public virtual string? Caution(T before, T after) => null;

    /// <summary>Finds the dependents of a record, which would be left behind by its removal.</summary>
    /// <param name="value">The record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The dependents, in the order in which they have to be removed.</returns>
    public virtual ValueTask<IReadOnlyList<Dependent>> DependentsAsync(T value, PanelLookup lookup, CancellationToken cancel) => new((IReadOnlyList<Dependent>)[]);

    /// <summary>Finds a reason not to remove a record because other objects use it.</summary>
    /// <param name="value">The record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The reason and what to do first; null for none.</returns>
    public virtual ValueTask<string?> FindRemovalBlockerAsync(T value, PanelLookup lookup, CancellationToken cancel) => new((string?)null);

    /// <summary>Finds the records of this noun that belong to another record, each after its own dependents.</summary>
    /// <param name="parent">The other record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records, in the order in which they have to be removed.</returns>
    public async Task<IReadOnlyList<Dependent>> DependentsOfAsync(PanelObject parent, PanelLookup lookup, CancellationToken cancel)
    {
        var table = lookup.Table(this);
        var found = new List<Dependent>();
        foreach (var value in await table.ListAsync([Within(parent)], cancel).ConfigureAwait(false))
        {
            found.AddRange(await DependentsAsync(value, lookup, cancel).ConfigureAwait(false));
            found.Add(new Dependent(TitleOf(value), KeyOf(value), table.DeleteCall(value)));
        }

        return found;
    }

    /// <summary>Gets the kind of a record, if a table holds several kinds.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The title.</returns>
    public virtual string TitleOf(T value) => Title;

    /// <summary>Whether a record is enabled.</summary>
    /// <param name="value">The record.</param>
    /// <returns>Whether it is enabled; true if it cannot be disabled.</returns>
    public virtual bool IsActive(T value) => true;

    /// <summary>Creates the call that enables or disables a record and changes nothing else.</summary>
    /// <param name="value">The current record.</param>
    /// <param name="active">Whether to enable it.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <returns>The call.</returns>
    public virtual PanelCall StatusCall(T value, bool active, PanelLookup lookup) => new(Functions + "_set_status", writer =>
    {
        writer.WriteNumber(IdParameter, value.Id);
        writer.WriteString("status", active ? "active" : "inactive");
    });

    /// <summary>Whether the panel refuses a second record with the same natural key.</summary>
    public virtual bool RefusesDuplicates => true;

    /// <summary>Whether dependents are removed too without -Recurse.</summary>
    public virtual bool RemovesDependents => false;

    /// <summary>Whether an update damages other records, which are then restored.</summary>
    public virtual bool IsGuarded => false;

    /// <summary>Finds the existing record that a new one would duplicate, if the panel does not check.</summary>
    /// <param name="value">The new record, prepared.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The existing record; null if missing.</returns>
    public virtual async ValueTask<T?> FindExistingAsync(T value, PanelLookup lookup, CancellationToken cancel)
    {
        var found = await lookup.Table(this).GetByKeyAsync(KeyOf(value), cancel).ConfigureAwait(false);
        return found.FirstOrDefault(existing => Differences(existing, value).Intersect(KeyParts).IsEmpty);
    }

    /// <summary>Gets a text that identifies a record: its natural key and the columns that belong to it.</summary>
    /// <param name="value">The record, prepared.</param>
    /// <returns>A text that is equal for records that are duplicates.</returns>
    public string Identity(T value)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Write(writer, value, KeyParts.With(KeyOrdinal));
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <inheritdoc/>
    public bool IsWholeTable => Only.Count == 0;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Dependent>> OwnedAsync(Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        var table = lookup.Table(this);
        return [.. (await table.ListAsync([OfOwner(owner)], cancel).ConfigureAwait(false)).Select(value => new Dependent(TitleOf(value), KeyOf(value), table.DeleteCall(value)) { Table = Table })];
    }

    /// <inheritdoc/>
    public void WriteBlank(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Write(writer, Blank, Written);
    }

    /// <summary>Gets the filter for the records of an owner.</summary>
    /// <param name="owner">The owner.</param>
    /// <returns>The filter.</returns>
    public virtual KeyValuePair<string, string> OfOwner(Owner owner) => new("sys_groupid", owner.GroupId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A record with default values.</summary>
    protected abstract T Blank { get; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LimitUse>> UseAsync(Client client, PanelLookup lookup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(lookup);
        if (Limits.Count == 0) return [];
        var owner = await lookup.OwnerAsync(new Reference<Client>(client.Id), cancel).ConfigureAwait(false);
        var used = new long[Limits.Count];
        foreach (var value in await lookup.Table(this).ListAsync([OfOwner(owner)], cancel).ConfigureAwait(false))
        {
            for (var i = 0; i < used.Length; i++)
            {
                var amount = Limits[i].Uses(value);
                used[i] = used[i] < 0 || amount < 0 ? -1 : used[i] + amount;
            }
        }

        return [.. Limits.Select((limit, i) => new LimitUse(limit.What, limit.Member, used[i], limit.Of(client)))];
    }

    /// <summary>Creates the calls that remove a record and its dependents.</summary>
    /// <param name="value">The record.</param>
    /// <param name="dependents">The dependents.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <returns>The calls, in the order in which to make them; the last one removes the record.</returns>
    public virtual IEnumerable<PanelCall> RemovalCalls(T value, IReadOnlyList<Dependent> dependents, PanelLookup lookup)
        => dependents.Select(dependent => dependent.Call).Append(lookup.Table(this).DeleteCall(value));
}
