using Nodepoint.IspConfig.Model.Rules;
using System.Text.Json;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Model;

// What happens when a record is added.
public abstract partial class PanelNoun<T>
{
    /// <summary>The columns that are sent only if they are specified, and that a new record requires.</summary>
    public virtual ColumnSet Mandatory => ColumnSet.Empty;

    /// <summary>The client limits that a record counts against.</summary>
    public virtual IReadOnlyList<ClientLimit<T>> Limits => [];

    /// <summary>Whether the panel refuses a second record with the same natural key.</summary>
    public virtual bool RefusesDuplicates => true;

    /// <summary>Whether a record always has the owner of its parent.</summary>
    public virtual bool SharesOwner => false;

    /// <summary>Whether a record is always on the server of its parent.</summary>
    public virtual bool SharesServer => SharesOwner;

    /// <summary>A record with default values.</summary>
    protected abstract T Blank { get; }

    /// <inheritdoc/>
    public void WriteBlank(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Write(writer, ForColumns(Blank, VersionDependent, ColumnSet.Empty), Written);
    }

    /// <summary>Refuses an owner that the panel accepts but cannot work with.</summary>
    /// <param name="owner">The specified owner of a new record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>A task that ends with the check.</returns>
    /// <exception cref="RuleException">The client cannot own such a record.</exception>
    public virtual ValueTask CheckOwnerAsync(Reference<Client> owner, PanelLookup lookup, CancellationToken cancel) => default;

    /// <summary>Sets what the panel's web pages would set, and refuses what the panel would accept although it is wrong.</summary>
    /// <param name="value">The record to add.</param>
    /// <param name="given">The specified columns.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record to send, and its owner if the record determines it.</returns>
    /// <exception cref="PanelException">Something the record requires was not found.</exception>
    /// <exception cref="RuleException">A value is not valid.</exception>
    public virtual ValueTask<Prepared<T>> PrepareAsync(T value, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => InheritFromParentAsync(value, given, lookup, cancel);

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
            throw new RuleException(Rule.ServerNotAllowed, $"{Title} {value} must be on the server of {parent} (ID {parent.StoredOn}). Do not specify -ServerId.");
        var placed = ServerOrdinal >= 0 && !given.Contains(ServerOrdinal) && parent.StoredOn > 0 ? OnServer(value, parent.StoredOn) : value;
        return new Prepared<T>(placed, await lookup.OwnerOfGroupAsync(parent.OwnerGroupId, cancel).ConfigureAwait(false)) { Follows = true };
    }

    /// <summary>Completes a new record with the columns that only some versions of the panel have, and removes those that this panel lacks.</summary>
    /// <param name="value">The record.</param>
    /// <param name="present">The columns that the panel has.</param>
    /// <param name="unknown">The columns of which it is not known, because the panel has not returned a row yet.</param>
    /// <returns>The record to send.</returns>
    public virtual T ForColumns(T value, ColumnSet present, ColumnSet unknown) => value;

    /// <summary>Sets the server of a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="serverId">The server's ID.</param>
    /// <returns>The record; unchanged if it is not stored on a server.</returns>
    public virtual T OnServer(T value, long serverId) => value;

    /// <summary>Completes a new record once its owner and server are known.</summary>
    /// <param name="value">The record, prepared.</param>
    /// <param name="given">The specified columns.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record to send.</returns>
    /// <exception cref="RuleException">A value is not valid.</exception>
    public virtual ValueTask<T> ForOwnerAsync(T value, ColumnSet given, Owner owner, PanelLookup lookup, CancellationToken cancel) => new(value);

    /// <summary>Hashes the password of a record before it is sent, if one was specified.</summary>
    /// <param name="value">The record, prepared.</param>
    /// <param name="given">The specified columns.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record to send.</returns>
    /// <exception cref="RuleException">The password is too long, the hash is not valid, or both are specified.</exception>
    /// <exception cref="PanelException">The password is too weak, or the panel cannot be reached.</exception>
    public virtual ValueTask<T> HashAsync(T value, ColumnSet given, PanelLookup lookup, CancellationToken cancel)
        => Hashed is { } hashed && given.Contains(hashed.Ordinal) ? hashed.HashAsync(value, lookup, cancel) : new(value);

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

    /// <summary>Adds a record that the command has just added to what it has read once, so that its later rows see the record.</summary>
    /// <param name="added">The record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    internal virtual void Note(T added, PanelLookup lookup)
    {
    }

    /// <summary>Sets the ID and the owning group that a record has on the panel.</summary>
    /// <param name="value">The record.</param>
    /// <param name="id">The ID.</param>
    /// <param name="ownerGroup">The owning group; 0 if it is unknown.</param>
    /// <returns>The record as stored.</returns>
    public abstract T Stored(T value, long id, long ownerGroup);

    /// <summary>The columns that the panel sets itself when a record is added, and that <see cref="AfterAddAsync"/> sets afterwards; if empty, it is not called.</summary>
    public virtual ColumnSet SetAfterAdd => ColumnSet.Empty;

    /// <summary>Completes a record after it was added, if the panel sets or ignores columns when it adds one.</summary>
    /// <param name="stored">The record as it was sent, with its ID.</param>
    /// <param name="given">The specified columns.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The current record.</returns>
    public virtual ValueTask<T> AfterAddAsync(T stored, ColumnSet given, PanelLookup lookup, CancellationToken cancel) => new(stored);
}
