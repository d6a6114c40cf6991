using System.Text.Json;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Model;

// What happens when a record is changed.
public abstract partial class PanelNoun<T>
{
    /// <summary>The columns that every update sends.</summary>
    public abstract ColumnSet Resent { get; }

    /// <summary>Writes columns as members of the current object.</summary>
    /// <param name="writer">The writer, inside an object.</param>
    /// <param name="value">The record.</param>
    /// <param name="columns">The columns to write.</param>
    public abstract void Write(Utf8JsonWriter writer, T value, ColumnSet columns);

    /// <summary>The secret columns that are made from others and sent with them.</summary>
    /// <param name="value">The record to send.</param>
    /// <returns>The columns.</returns>
    public virtual ColumnSet SentAlong(T value) => ColumnSet.Empty;

    /// <summary>The record as it is sent, if the panel's form does not accept a value that the panel itself sets.</summary>
    /// <param name="value">The record as it is to be.</param>
    internal virtual T AsSent(T value) => value;

    /// <summary>Replaces columns of a record with those of another record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="other">The record to take the columns from.</param>
    /// <param name="columns">The columns.</param>
    /// <returns>The new record.</returns>
    public abstract T Merge(T value, T other, ColumnSet columns);

    /// <summary>Carries what is not a column from the requested values to the record that is to be sent, such as a name that is still to be resolved.</summary>
    /// <param name="requested">The requested values.</param>
    /// <param name="after">The record with the new values.</param>
    /// <returns>The record.</returns>
    public virtual T Carry(T requested, T after) => after;

    /// <summary>Checks and completes a change before it is sent.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record to send.</returns>
    /// <exception cref="Rules.RuleException">A value is not valid.</exception>
    public virtual ValueTask<T> PrepareChangeAsync(T before, T after, PanelLookup lookup, CancellationToken cancel) => new(after);

    /// <summary>Restores the columns that were not to be changed in a record that was checked: a check may normalize the values of old rows.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <param name="valid">The same record after the check.</param>
    /// <returns>The checked record.</returns>
    protected T KeepUnspecified(T before, T after, T valid) => Merge(valid, before, Written.Except(Secrets).Except(Differences(before, after)));

    /// <summary>Sets a record's server to that of its new parent.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record, on that server unless another server was specified.</returns>
    /// <exception cref="PanelException">The parent was not found.</exception>
    protected async ValueTask<T> InheritServerAsync(T before, T after, PanelLookup lookup, CancellationToken cancel)
        => await ParentAsync(after, lookup, cancel).ConfigureAwait(false) is { StoredOn: > 0 } parent && ServerOf(after) == ServerOf(before) ? OnServer(after, parent.StoredOn) : after;

    /// <summary>Changes what depends on the owner of a record.</summary>
    /// <param name="value">The record with the new values.</param>
    /// <param name="owner">The new owner.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The record to send.</returns>
    public virtual ValueTask<T> MoveAsync(T value, Owner owner, PanelLookup lookup, CancellationToken cancel) => new(value);

    /// <summary>Gets a warning about effects of a change that cannot be undone.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <returns>The warning; null for none.</returns>
    public virtual string? Caution(T before, T after) => null;

    /// <summary>Whether an update damages other records, which are then restored.</summary>
    public virtual bool IsGuarded => false;

    /// <summary>Finds what the panel would damage by an update of this record, so that it can be restored.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>What to restore; null for nothing.</returns>
    public virtual ValueTask<Restoration?> GuardAsync(T before, T after, PanelLookup lookup, CancellationToken cancel) => new((Restoration?)null);

    /// <summary>Lists what has to change with a record: the panel's web pages do it, the remote API does not.</summary>
    /// <param name="before">The current record.</param>
    /// <param name="after">The record with the new values.</param>
    /// <param name="owner">The new owner; null to keep the owner.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>Each change, described in words, with its call, in the order in which to make the calls.</returns>
    public virtual ValueTask<IReadOnlyList<PlannedCall>> FindFollowUpChangesAsync(T before, T after, Owner? owner, PanelLookup lookup, CancellationToken cancel) => new((IReadOnlyList<PlannedCall>)[]);

    /// <summary>Finds what refers to a record that gets a new owner, and keeps its own.</summary>
    /// <param name="value">The record.</param>
    /// <param name="owner">The new owner.</param>
    /// <param name="lookup">The panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>What keeps its owner, such as "mail forward info@example.com"; empty for nothing.</returns>
    public virtual ValueTask<IReadOnlyList<string>> FindRemainingAsync(T value, Owner owner, PanelLookup lookup, CancellationToken cancel) => new((IReadOnlyList<string>)[]);

    /// <summary>Creates the call that enables or disables a record and changes nothing else.</summary>
    /// <param name="value">The current record.</param>
    /// <param name="active">Whether to enable it.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <returns>The call.</returns>
    public virtual PanelCall StatusCall(T value, bool active, PanelLookup lookup) => new(Functions + "_set_status", writer =>
    {
        writer.WriteNumber(IdParameter, value.Id);
        writer.WriteString("status", active ? "active" : "inactive");
    }) { Row = new Preview.RowWrite(Table, IdColumn, value.Id) { Values = new Dictionary<string, string> { ["active"] = active ? "y" : "n" } }, Change = new StatusChange<T>(this, value, active) };
}
