using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

// What happens when a record is removed.
public abstract partial class PanelNoun<T>
{
    /// <summary>Whether dependents are removed too without -Recurse.</summary>
    public virtual bool RemovesDependents => false;

    /// <summary>Finds the dependents of a record, which would be left behind by its removal.</summary>
    /// <param name="value">The record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The dependents, in the order in which they have to be removed.</returns>
    public virtual ValueTask<IReadOnlyList<Dependent>> DependentsAsync(T value, PanelLookup lookup, CancellationToken cancel) => new((IReadOnlyList<Dependent>)[]);

    /// <summary>Finds the records of this noun that belong to another record, each after its own dependents.</summary>
    /// <param name="parent">The other record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The records, in the order in which they have to be removed.</returns>
    public async Task<IReadOnlyList<Dependent>> DependentsOfAsync(PanelObject parent, PanelLookup lookup, CancellationToken cancel)
    {
        var table = lookup.Table(this);
        var found = new List<Dependent>();
        foreach (var value in await table.ListWithinAsync(parent, cancel).ConfigureAwait(false))
        {
            found.AddRange(await DependentsAsync(value, lookup, cancel).ConfigureAwait(false));
            found.Add(new Dependent(TitleOf(value), KeyOf(value), table.DeleteCall(value)));
        }

        return found;
    }

    /// <summary>Finds a reason not to remove a record because other objects use it.</summary>
    /// <param name="value">The record.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The reason and what to do first; null for none.</returns>
    public virtual ValueTask<string?> FindRemovalBlockerAsync(T value, PanelLookup lookup, CancellationToken cancel) => new((string?)null);

    /// <summary>Creates the calls that remove a record and its dependents.</summary>
    /// <param name="value">The record.</param>
    /// <param name="dependents">The dependents.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <returns>The calls, in the order in which to make them; the last one removes the record.</returns>
    public virtual IEnumerable<PanelCall> RemovalCalls(T value, IReadOnlyList<Dependent> dependents, PanelLookup lookup)
        => dependents.Select(dependent => dependent.Call).Append(lookup.Table(this).DeleteCall(value));
}
