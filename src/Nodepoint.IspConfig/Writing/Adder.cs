using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Adds a record in another way than with the add function of its noun.</summary>
/// <typeparam name="T">The record's type.</typeparam>
public abstract class Adder<T> where T : PanelObject
{
    /// <summary>Plans the addition of a record: reads and checks what it needs, and sends nothing.</summary>
    /// <param name="value">The prepared record.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="given">The specified columns.</param>
    /// <param name="lookup">The lookup of the panel.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>How the record is added.</returns>
    /// <exception cref="Panel.Faults.PanelException">Something that it needs was not found, or the panel cannot be reached.</exception>
    /// <exception cref="Nodepoint.IspConfig.Model.Rules.RuleException">A value is not valid.</exception>
    public abstract Task<AddSteps<T>> PlanAsync(T value, Owner owner, ColumnSet given, PanelLookup lookup, CancellationToken cancel);
}
