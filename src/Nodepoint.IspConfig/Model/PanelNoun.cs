using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Model;

/// <summary>
/// All that is known of one kind of thing the panel keeps: its functions, its columns, how its rows are read and written.
/// The source generator makes one from each record; what is special about a noun overrides the virtual members beside its record.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class PanelNoun<T> : IPanelNoun where T : PanelObject
{
    /// <summary>What people call it in a sentence.</summary>
    public abstract string Title { get; }

    /// <summary>The record's type.</summary>
    public Type RecordType => typeof(T);

    /// <summary>The table of the panel's database.</summary>
    public virtual string Table => Form[(Form.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The panel's form, as in forms.json.</summary>
    public abstract string Form { get; }

    /// <summary>What the panel's functions begin with.</summary>
    public abstract string Functions { get; }

    /// <summary>The column of the record's number.</summary>
    public abstract string IdColumn { get; }

    /// <summary>The noun of its cmdlets; null where it has none.</summary>
    public virtual string? CmdletNoun => null;

    /// <summary>Whether a client can own it.</summary>
    public abstract bool IsOwned { get; }

    /// <summary>The service of the server that keeps it, where nothing it belongs to says which server that is.</summary>
    public virtual ServerService Service => ServerService.None;

    /// <summary>The parameter that takes the record's number when it is changed.</summary>
    public abstract string IdParameter { get; }

    /// <summary>The parameter that takes the record's number when it is read.</summary>
    public virtual string ReadParameter => IdParameter;

    /// <summary>What the functions begin with that add and change a record, where two families share a table.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The beginning.</returns>
    public virtual string WriteFunctions(T value) => Functions;

    /// <summary>The parameter that names the owner.</summary>
    public abstract string OwnerParameter { get; }

    /// <summary>What rows must hold to be of this noun, where a table is shared.</summary>
    public virtual IReadOnlyList<KeyValuePair<string, string>> Only => [];

    /// <summary>Its columns, by ordinal.</summary>
    public abstract IReadOnlyList<PanelColumn> Columns { get; }

    /// <summary>The columns that an update sends along in any case.</summary>
    public abstract ColumnSet Resent { get; }

    /// <summary>The columns that are written only when they are given.</summary>
    public abstract ColumnSet Secrets { get; }

    /// <summary>The columns that are sent at all.</summary>
    public abstract ColumnSet Written { get; }

    /// <summary>The columns that are sent only when they are given, and without which a new record is refused.</summary>
    public virtual ColumnSet Mandatory => ColumnSet.Empty;

    /// <summary>The password that is sent as its hash; null where there is none.</summary>
    public virtual HashedColumn<T>? Hashed => null;

    /// <summary>The ordinal of the natural key.</summary>
    public abstract int KeyOrdinal { get; }

    /// <summary>The columns that tell a record from others together with the natural key.</summary>
    public virtual ColumnSet KeyParts => ColumnSet.Empty;

    /// <summary>The ordinal of the server's number; -1 where there is none.</summary>
    public virtual int ServerOrdinal => -1;

    /// <summary>The limits of a client that a record counts against.</summary>
    public virtual IReadOnlyList<ClientLimit<T>> Limits => [];

    /// <summary>Reads one row.</summary>
    /// <param name="reader">The reader, on the row's start; left on its end.</param>
    /// <returns>The record.</returns>
    public abstract T Read(ref Utf8JsonReader reader);

    /// <summary>Writes columns as members of the object under way.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="value">The record.</param>
    /// <param name="columns">Which of its columns.</param>
    public abstract void Write(Utf8JsonWriter writer, T value, ColumnSet columns);

    /// <summary>Which columns differ. Secrets never do: they are not read back.</summary>
    /// <param name="before">One record.</param>
    /// <param name="after">The other.</param>
    /// <returns>The columns in which they differ.</returns>
    public abstract ColumnSet Differences(T before, T after);

    /// <summary>One record with columns of another.</summary>
    /// <param name="value">The record.</param>
    /// <param name="other">Where the columns come from.</param>
    /// <param name="columns">Which columns.</param>
    /// <returns>The record with them.</returns>
    public abstract T Merge(T value, T other, ColumnSet columns);

    /// <summary>The natural key of a record.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The key.</returns>
    public abstract string KeyOf(T value);

    /// <summary>Whether records go by a shorter name as well, without the prefix that is put before the whole one.</summary>
    public virtual bool HasShortKeys => false;

    /// <summary>The shorter name of a record.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The name without its prefix; the natural key where there is no shorter one.</returns>
    public virtual string ShortKeyOf(T value) => KeyOf(value);

    /// <summary>The same record with the number that the panel gave it and the group that owns it.</summary>
    /// <param name="value">The record.</param>
    /// <param name="id">The number.</param>
    /// <param name="ownerGroup">The owning group; 0 where it is not known.</param>
    /// <returns>The record as stored.</returns>
    public abstract T Stored(T value, long id, long ownerGroup);

    /// <summary>What rows hold that belong to another record by their content.</summary>
    /// <param name="parent">The other record.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="NotSupportedException">Nothing of this noun belongs to such a record.</exception>
    public virtual KeyValuePair<string, string> Within(PanelObject parent)
        => Linked(parent) ?? throw new NotSupportedException($"{Title} records are not found by {parent.GetType().Name}.");

    /// <summary>What rows hold that are tied to another record by a link.</summary>
    /// <param name="parent">The other record.</param>
    /// <returns>The filter; null where no link names such a record.</returns>
    protected virtual KeyValuePair<string, string>? Linked(PanelObject parent) => null;

    /// <summary>The record that a record belongs to by its links.</summary>
    /// <param name="value">The record.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The other record; null where it belongs to none.</returns>
    /// <exception cref="PanelException">The other record is not there.</exception>
    protected virtual ValueTask<PanelObject?> ParentAsync(T value, PanelLookup lookup, CancellationToken cancel) => new((PanelObject?)null);

    /// <summary>The number of the server that keeps a record.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The number; 0 where it is on none.</returns>
    public long ServerOf(T value) => value.StoredOn;

    /// <summary>The same record on another server.</summary>
    /// <param name="value">The record.</param>
    /// <param name="serverId">The server's number.</param>
    /// <returns>The record; unchanged where it is on no server.</returns>
    public virtual T OnServer(T value, long serverId) => value;

    /// <summary>The record's owner and server from what it belongs to.</summary>
    /// <param name="value">The record to add.</param>
    /// <param name="given">The columns that were given.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record, and its owner where it belongs to something.</returns>
    /// <exception cref="PanelException">What it belongs to is not there.</exception>
    protected internal async ValueTask<Prepared<T>> FollowAsync(T value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
    {
        if (await ParentAsync(value, lookup, cancel).ConfigureAwait(false) is not { } parent) return new Prepared<T>(value);
        if (SharesServer && given.Contains(ServerOrdinal) && parent.StoredOn > 0 && parent.StoredOn != value.StoredOn)
            throw new FormatException($"{Title} {value} is kept by the server of {parent}, number {parent.StoredOn}, and by no other. Leave out -ServerId.");
        var kept = ServerOrdinal >= 0 && !given.Contains(ServerOrdinal) && parent.StoredOn > 0 ? OnServer(value, parent.StoredOn) : value;
        return new Prepared<T>(kept, await lookup.OwnerOfGroupAsync(parent.OwnerGroupId, cancel).ConfigureAwait(false)) { Follows = true };
    }

    /// <summary>The server of what a record belongs to from now on, where it was tied to something else before.</summary>
    /// <param name="before">The record as it stands.</param>
    /// <param name="after">The record as it shall be.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record, on that server unless another one was given.</returns>
    /// <exception cref="PanelException">What it belongs to is not there.</exception>
    protected async ValueTask<T> FollowServerAsync(T before, T after, PanelLookup lookup, CancellationToken cancel)
        => await ParentAsync(after, lookup, cancel).ConfigureAwait(false) is { StoredOn: > 0 } parent && ServerOf(after) == ServerOf(before) ? OnServer(after, parent.StoredOn) : after;

    /// <summary>A key as the panel stores it: domains in punycode, addresses in lower case.</summary>
    /// <param name="key">The key as it was typed; may hold wildcards.</param>
    /// <returns>The stored form.</returns>
    public virtual string NormalizeKey(string key) => key;

    /// <summary>A key, in its stored form, as the column has it, for a filter.</summary>
    /// <param name="key">The key; may hold the panel's wildcards.</param>
    /// <returns>What the column holds.</returns>
    public virtual string KeyInColumn(string key) => key;

    /// <summary>Fills in what the panel's own web pages would, and refuses what the panel would take without complaint.</summary>
    /// <param name="value">The record to add.</param>
    /// <param name="given">The columns that were given.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record as it is to be sent, and its owner where it follows from the record.</returns>
    /// <exception cref="PanelException">Something it needs is not there.</exception>
    /// <exception cref="FormatException">A value is not valid.</exception>
    public virtual ValueTask<Prepared<T>> PrepareAsync(T value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => FollowAsync(value, given, lookup, cancel);

    /// <summary>Completes a new record by its owner and server, when both are known.</summary>
    /// <param name="value">The record, prepared.</param>
    /// <param name="given">The columns that were given.</param>
    /// <param name="owner">Who is to own it.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record as it is to be sent.</returns>
    /// <exception cref="FormatException">A value is not valid.</exception>
    public virtual ValueTask<T> ForOwnerAsync(T value, ColumnSet given, Owner owner, PanelLookup lookup, CancellationToken cancel) => new(value);

    /// <summary>Hashes the password of a record that is to be sent, if one was given.</summary>
    /// <param name="value">The record, prepared.</param>
    /// <param name="given">The columns that were given.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record as it is to be sent.</returns>
    /// <exception cref="FormatException">The password is too long, the hash is none, or there are both.</exception>
    /// <exception cref="PanelException">The password is too weak, or the panel cannot be reached.</exception>
    public ValueTask<T> HashAsync(T value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => Hashed is { } hashed && given.Contains(hashed.Ordinal) ? hashed.HashAsync(value, Functions + (value.Id > 0 ? "_update" : "_add"), lookup, cancel) : new(value);

    /// <summary>The columns that the panel itself fills in when a record is added, and that <see cref="AfterAddAsync"/> puts in then; where there are none, it is not called.</summary>
    public virtual ColumnSet SetAfterAdd => ColumnSet.Empty;

    /// <summary>Completes a record that was added, where the panel itself fills in or passes over columns.</summary>
    /// <param name="stored">The record as it was sent, with its number.</param>
    /// <param name="given">The columns that were given.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record as it stands.</returns>
    public virtual ValueTask<T> AfterAddAsync(T stored, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => new(stored);

    /// <summary>Whether a record has the owner of what it belongs to and no other.</summary>
    public virtual bool SharesOwner => false;

    /// <summary>Whether a record is kept by the server that keeps what it belongs to and by no other.</summary>
    public virtual bool SharesServer => SharesOwner;

    /// <summary>What changes in a record with its owner.</summary>
    /// <param name="value">The record as it shall be.</param>
    /// <param name="owner">Its new owner.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record as it is to be sent.</returns>
    public virtual ValueTask<T> MoveAsync(T value, Owner owner, PanelLookup lookup, CancellationToken cancel) => new(value);

    /// <summary>What else changes with a record: the panel's own pages would do it, its remote API does not.</summary>
    /// <param name="before">The record as it stands.</param>
    /// <param name="after">The record as it shall be.</param>
    /// <param name="owner">Its new owner; null where it stays with the old one.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Each thing in words, with the call that changes it, in the order in which they have to be made.</returns>
    public virtual ValueTask<IReadOnlyList<RestorationItem>> ConsequencesAsync(T before, T after, Owner? owner, PanelLookup lookup, CancellationToken cancel) => new((IReadOnlyList<RestorationItem>)[]);

    /// <summary>Checks and completes a change before it is sent.</summary>
    /// <param name="before">The record as it stands.</param>
    /// <param name="after">The record as it shall be.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record as it is to be sent.</returns>
    /// <exception cref="FormatException">A value is not valid.</exception>
    public virtual ValueTask<T> PrepareChangeAsync(T before, T after, PanelLookup lookup, CancellationToken cancel) => new(after);

    /// <summary>A record that was checked, with the columns nobody asked to change as they stand: old rows hold what a check would put into another form.</summary>
    /// <param name="before">The record as it stands.</param>
    /// <param name="after">The record as it shall be.</param>
    /// <param name="valid">The same, checked.</param>
    /// <returns>The checked record.</returns>
    protected T KeepUnspecified(T before, T after, T valid) => Merge(valid, before, Written.Except(Secrets).Except(Differences(before, after)));

    /// <summary>What the panel would damage by an update of this record and must be put back after it.</summary>
    /// <param name="before">The record as it stands.</param>
    /// <param name="after">The record as it shall be.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What to put back; null for nothing.</returns>
    public virtual ValueTask<Restoration?> GuardAsync(T before, T after, PanelLookup lookup, CancellationToken cancel) => new((Restoration?)null);

    /// <summary>What a change does on the panel that cannot be put back, for a warning.</summary>
    /// <param name="before">The record as it stands.</param>
    /// <param name="after">The record as it shall be.</param>
    /// <returns>What to know; null for nothing.</returns>
    public virtual string? Caution(T before, T after) => null;

    /// <summary>What hangs below a record and would be left behind without it.</summary>
    /// <param name="value">The record.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What hangs below, in the order in which it has to be removed.</returns>
    public virtual ValueTask<IReadOnlyList<Dependent>> DependentsAsync(T value, PanelLookup lookup, CancellationToken cancel) => new((IReadOnlyList<Dependent>)[]);

    /// <summary>What makes the removal of a record do harm elsewhere, and what to do first.</summary>
    /// <param name="value">The record.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What is in the way; null for nothing.</returns>
    public virtual ValueTask<string?> ObstacleAsync(T value, PanelLookup lookup, CancellationToken cancel) => new((string?)null);

    /// <summary>The records of this noun that hang below another record, each after what hangs below it itself.</summary>
    /// <param name="parent">The other record.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
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

    /// <summary>What people call a record, where a table holds several kinds.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The title.</returns>
    public virtual string TitleOf(T value) => Title;

    /// <summary>Whether a record is switched on.</summary>
    /// <param name="value">The record.</param>
    /// <returns>True where it cannot be switched at all.</returns>
    public virtual bool IsActive(T value) => true;

    /// <summary>The call that switches a record on or off and touches nothing else.</summary>
    /// <param name="value">The record as it is.</param>
    /// <param name="active">On or off.</param>
    /// <param name="lookup">The panel.</param>
    /// <returns>The call.</returns>
    public virtual PanelCall StatusCall(T value, bool active, PanelLookup lookup) => new(Functions + "_set_status", writer =>
    {
        writer.WriteNumber(IdParameter, value.Id);
        writer.WriteString("status", active ? "active" : "inactive");
    });

    /// <summary>Whether the panel itself refuses a second record with the same natural key.</summary>
    public virtual bool RefusesDuplicates => true;

    /// <summary>Whether what hangs below goes along without being asked for.</summary>
    public virtual bool RemovesDependents => false;

    /// <summary>Whether an update damages other records, which are then put back.</summary>
    public virtual bool IsGuarded => false;

    /// <summary>Finds the record that a new one would double, where the panel does not look.</summary>
    /// <param name="value">The new record, prepared.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The record that is there; null for none.</returns>
    public virtual async ValueTask<T?> FindExistingAsync(T value, PanelLookup lookup, CancellationToken cancel)
    {
        var found = await lookup.Table(this).GetByKeyAsync(KeyOf(value), cancel).ConfigureAwait(false);
        return found.FirstOrDefault(there => Differences(there, value).Intersect(KeyParts).IsEmpty);
    }

    /// <summary>What tells a record from others where the panel does not: its natural key with the columns that make it one.</summary>
    /// <param name="value">The record, prepared.</param>
    /// <returns>A text that two records have in common when they mean the same.</returns>
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

    /// <summary>What the rows of an owner hold.</summary>
    /// <param name="owner">The owner.</param>
    /// <returns>The filter.</returns>
    public virtual KeyValuePair<string, string> OfOwner(Owner owner) => new("sys_groupid", owner.GroupId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A record with nothing given.</summary>
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
                var takes = Limits[i].Takes(value);
                used[i] = used[i] < 0 || takes < 0 ? -1 : used[i] + takes;
            }
        }

        return [.. Limits.Select((limit, i) => new LimitUse(limit.What, limit.Member, used[i], limit.Of(client)))];
    }

    /// <summary>The calls that remove a record and what hangs below it.</summary>
    /// <param name="value">The record.</param>
    /// <param name="below">What hangs below it.</param>
    /// <param name="lookup">What else is known of the panel.</param>
    /// <returns>The calls, in the order in which they have to be made; the last one removes the record.</returns>
    public virtual IEnumerable<PanelCall> RemovalCalls(T value, IReadOnlyList<Dependent> below, PanelLookup lookup)
        => below.Select(dependent => dependent.Call).Append(lookup.Table(this).DeleteCall(value));
}
