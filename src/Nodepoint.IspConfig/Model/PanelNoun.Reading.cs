using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Model;

// How records are read, named, and found.
public abstract partial class PanelNoun<T>
{
    /// <summary>The parameter for the record's ID when it is read.</summary>
    public virtual string ReadParameter => IdParameter;

    /// <summary>Whether records of the administrator are meant for the use of all clients.</summary>
    public virtual bool IsForEverybody => false;

    /// <summary>Reads one row.</summary>
    /// <param name="reader">The reader, at the start of the row; left at its end.</param>
    /// <returns>The record.</returns>
    public abstract T Read(ref Utf8JsonReader reader);

    /// <summary>Gets the natural key of a record.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The key.</returns>
    public abstract string KeyOf(T value);

    /// <summary>How keys are compared: case counts where the panel and its services keep it.</summary>
    public virtual StringComparison KeyComparison => StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether records also have a short name, without the prefix of the full name.</summary>
    public virtual bool HasShortKeys => false;

    /// <summary>Gets the short name of a record.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The name without its prefix; the natural key if there is no short name.</returns>
    public virtual string ShortKeyOf(T value) => KeyOf(value);

    /// <summary>Converts a key to the form the panel stores: domains in Punycode, addresses in lowercase.</summary>
    /// <param name="key">The key as entered; may contain wildcards.</param>
    /// <returns>The stored form.</returns>
    public virtual string NormalizeKey(string key) => key;

    /// <summary>Converts a stored key to the value of its column, for a filter.</summary>
    /// <param name="key">The key; may contain the panel's wildcards.</param>
    /// <returns>The value of the column.</returns>
    public virtual string KeyInColumn(string key) => key;

    /// <summary>Gets the kind of a record, if a table holds several kinds.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The title.</returns>
    public virtual string TitleOf(T value) => Title;

    /// <summary>Whether a record is enabled.</summary>
    /// <param name="value">The record.</param>
    /// <returns>Whether it is enabled; true if it cannot be disabled.</returns>
    public virtual bool IsActive(T value) => true;

    /// <summary>Gets the ID of the server that stores a record.</summary>
    /// <param name="value">The record.</param>
    /// <returns>The ID; 0 if it is not on a server.</returns>
    public long ServerOf(T value) => value.StoredOn;

    /// <summary>Finds the columns that differ. Secrets never differ because they are not read back.</summary>
    /// <param name="before">One record.</param>
    /// <param name="after">The other.</param>
    /// <returns>The columns in which they differ.</returns>
    public abstract ColumnSet Differences(T before, T after);

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

    /// <summary>Gets the owner of a stored record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The owner; null if clients cannot own it.</returns>
    /// <exception cref="PanelException">The owner was not found.</exception>
    public virtual async ValueTask<Owner?> OwnerOfAsync(T value, PanelLookup lookup, CancellationToken cancel)
        => IsOwned && value.OwnerGroupId > 0 ? await lookup.OwnerOfGroupAsync(value.OwnerGroupId, cancel).ConfigureAwait(false) : null;

    /// <summary>Gets the filter for the records of an owner.</summary>
    /// <param name="owner">The owner.</param>
    /// <returns>The filter.</returns>
    public virtual KeyValuePair<string, string> OfOwner(Owner owner) => new("sys_groupid", owner.GroupId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Dependent>> OwnedAsync(Owner owner, PanelLookup lookup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        var table = lookup.Table(this);
        return [.. (await table.ListAsync([OfOwner(owner)], cancel).ConfigureAwait(false)).Select(value => new Dependent(TitleOf(value), KeyOf(value), table.DeleteCall(value)) { Table = Table })];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LimitUse>> UseAsync(Client client, PanelLookup lookup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(lookup);
        if (Limits.Count == 0) return [];
        var owner = await lookup.OwnerAsync(new Reference<Client>(client.Id), cancel).ConfigureAwait(false);
        var used = new long[Limits.Count];
        foreach (var value in await lookup.Table(this).ListAsync([OfOwner(owner)], cancel).ConfigureAwait(false)) Count(value, used);
        return Uses(client, used);
    }

    /// <inheritdoc/>
    bool IPanelNoun.HasLimits => Limits.Count > 0;

    /// <inheritdoc/>
    async Task<IReadOnlyList<(Client Client, LimitUse Use)>> IPanelNoun.UsesAsync(IReadOnlyList<(Client Client, Owner Owner)> clients, PanelLookup lookup, CancellationToken cancel)
    {
        var used = clients.ToDictionary(one => OwnerKey(one.Owner), _ => new long[Limits.Count]);
        await foreach (var value in lookup.Table(this).FindAsync([], cancel: cancel).ConfigureAwait(false))
            if (used.TryGetValue(OwnerKey(value), out var counts)) Count(value, counts);
        return [.. clients.SelectMany(one => Uses(one.Client, used[OwnerKey(one.Owner)]).Select(use => (one.Client, use)))];
    }

    /// <summary>What the owner of a record is known by, as <see cref="OfOwner"/> filters.</summary>
    internal virtual long OwnerKey(T value) => value.OwnerGroupId;

    /// <summary>What an owner is known by in records, as <see cref="OfOwner"/> filters.</summary>
    internal virtual long OwnerKey(Owner owner) => owner.GroupId;

    private void Count(T value, long[] used)
    {
        for (var i = 0; i < used.Length; i++)
        {
            var amount = Limits[i].Uses(value);
            used[i] = used[i] < 0 || amount < 0 ? -1 : used[i] + amount;
        }
    }

    private IReadOnlyList<LimitUse> Uses(Client client, long[] used) => [.. Limits.Select((limit, i) => new LimitUse(limit.What, limit.Member, used[i], limit.Of(client)))];

    /// <inheritdoc/>
    public bool IsWholeTable => Only.Count == 0;
}
