using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Model;

/// <summary>
/// A kind of object on the panel: its functions, its columns, and how its rows are read and written.
/// The source generator creates one from each record; what is special about a noun overrides virtual members, in a file beside the record.
/// </summary>
/// <remarks>
/// <see cref="RecordWriter{T}"/> calls the hooks, in this order:
/// <list type="table">
/// <item><term>Add, planned</term><description><see cref="CheckOwnerAsync"/> if an owner is specified, <see cref="PrepareAsync"/>, <see cref="OnServer"/> with the default server, <see cref="ForOwnerAsync"/>, <see cref="HashAsync"/></description></item>
/// <item><term>Add or change, previewed</term><description><see cref="FindConflictAsync"/>, <see cref="FindFormErrorAsync"/></description></item>
/// <item><term>Add, carried out</term><description><see cref="FindExistingAsync"/> unless <see cref="RefusesDuplicates"/>, <see cref="Limits"/>, the request, <see cref="Note"/>, <see cref="AfterAddAsync"/> if <see cref="SetAfterAdd"/> is not empty</description></item>
/// <item><term>Change, planned</term><description><see cref="PrepareChangeAsync"/>, <see cref="MoveAsync"/> if the owner changes, <see cref="HashAsync"/>, <see cref="GuardAsync"/>, <see cref="FindFollowUpChangesAsync"/></description></item>
/// <item><term>Change, carried out</term><description><see cref="Caution"/>, the request, the follow-up changes, the restoration</description></item>
/// <item><term>Enable or disable</term><description><see cref="IsActive"/>, <see cref="StatusCall"/></description></item>
/// <item><term>Remove</term><description><see cref="DependentsAsync"/>, <see cref="FindRemovalBlockerAsync"/>, <see cref="RemovalCalls"/></description></item>
/// </list>
/// </remarks>
/// <typeparam name="T">The record's type.</typeparam>
public abstract partial class PanelNoun<T> : IPanelNoun where T : PanelObject
{
    /// <summary>The kind of object, as used in sentences.</summary>
    public abstract string Title { get; }

    /// <summary>The record's type.</summary>
    public Type RecordType => typeof(T);

    /// <summary>The table of the panel's database.</summary>
    public virtual string Table => field ??= Form[(Form.IndexOf('/', StringComparison.Ordinal) + 1)..];

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

    /// <summary>The columns that are written only if they are specified.</summary>
    public abstract ColumnSet Secrets { get; }

    /// <summary>Gets a secret of a record.</summary>
    /// <param name="value">The record.</param>
    /// <param name="ordinal">The secret's column.</param>
    /// <returns>The secret; null for none.</returns>
    public virtual System.Security.SecureString? SecretOf(T value, int ordinal) => null;

    /// <summary>Refuses values that the panel would store or show as something else than they say.</summary>
    /// <param name="value">The record.</param>
    /// <param name="columns">The columns to check.</param>
    /// <exception cref="Rules.RuleException">A value is refused.</exception>
    public virtual void CheckValues(T value, ColumnSet columns) { }

    /// <summary>The columns that are sent to the panel.</summary>
    public abstract ColumnSet Written { get; }

    /// <summary>The columns that only some versions of the panel have.</summary>
    public virtual ColumnSet VersionDependent => ColumnSet.Empty;

    /// <summary>The password that is sent as a hash; null if missing.</summary>
    public virtual HashedColumn<T>? Hashed => null;

    /// <summary>The ordinal of the natural key.</summary>
    public abstract int KeyOrdinal { get; }

    /// <summary>The columns that identify a record together with the natural key.</summary>
    public virtual ColumnSet KeyParts => ColumnSet.Empty;

    /// <summary>The ordinal of the server's ID; -1 if missing.</summary>
    public virtual int ServerOrdinal => -1;
}
