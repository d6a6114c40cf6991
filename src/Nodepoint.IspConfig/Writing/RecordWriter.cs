using System.Collections.Concurrent;
using Nodepoint.IspConfig.Bulk;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Writing;

/// <summary>
/// The safe way to add, change, and remove records of one noun. Each write is planned, which reads and checks and sends nothing, and then carried
/// out until its outcome is known. What the panel would damage is sent along or restored, and what it does not check is checked here. One writer
/// serves the writes of one command: it counts limits and finds duplicates among them. Safe for many writes at the same time.
/// </summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="noun">The noun.</param>
/// <param name="lookup">The lookup of the panel.</param>
/// <param name="options">How writes are carried out.</param>
public sealed class RecordWriter<T>(PanelNoun<T> noun, PanelLookup lookup, WriteOptions options) where T : PanelObject
{
    /// <summary>The noun.</summary>
    public PanelNoun<T> Noun => noun;

    /// <summary>The lookup of the panel.</summary>
    public PanelLookup Lookup => lookup;

    /// <summary>How writes are carried out.</summary>
    public WriteOptions Options => options;

    internal CallSender Sender { get; } = new(lookup.Connection);

    internal PanelTable<T> Table { get; } = lookup.Table(noun);

    internal LimitGuard<T> Limits { get; } = new(noun, lookup);

    // The panel accepts duplicates of some nouns, so writes of the same record take turns.
    internal KeyedQueue<T> SameRecords { get; } = new();

    // What a preview would have added, by what makes records duplicates.
    internal ConcurrentDictionary<string, T> Planned { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Plans the addition of a record.</summary>
    /// <param name="addition">The record.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">Something that the record requires was not found, or the panel cannot be reached.</exception>
    /// <exception cref="Nodepoint.IspConfig.Model.Rules.RuleException">A value is not valid.</exception>
    public Task<WritePlan<T>> PlanAdditionAsync(Addition<T> addition, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(addition);
        return AdditionPlan<T>.CreateAsync(this, addition, cancel);
    }

    /// <summary>Reads the record to change. If an interrupted run may have renamed it, it is also looked for by its new name.</summary>
    /// <param name="change">The change.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The record as it is now.</returns>
    /// <exception cref="PanelException">The record was not found, or the panel cannot be reached.</exception>
    public async Task<T> ReadAsync(Change<T> change, IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(log);
        try { return await lookup.ReadAsync(noun, change.Target, cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.Kind == FaultKind.NotFound && log.MayBeDone && change.Target.Key is not null && change.Given.Contains(noun.KeyOrdinal))
        {
            return await lookup.ReadAsync(noun, new Reference<T>(noun.KeyOf(change.Requested)), cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Plans the change of a record.</summary>
    /// <param name="change">The change.</param>
    /// <param name="log">Tells whether an earlier run may have sent it, and what is unfinished.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The record was not found, or the panel cannot be reached.</exception>
    /// <exception cref="Nodepoint.IspConfig.Model.Rules.RuleException">A value is not valid.</exception>
    public Task<WritePlan<T>> PlanChangeAsync(Change<T> change, IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(log);
        return ChangePlan<T>.CreateAsync(this, change, log, cancel);
    }

    /// <summary>Plans to enable or disable a record and to change nothing else.</summary>
    /// <param name="current">The record as it was just read.</param>
    /// <param name="active">Whether to enable it.</param>
    /// <returns>The plan.</returns>
    public WritePlan<T> PlanStatus(T current, bool active)
    {
        ArgumentNullException.ThrowIfNull(current);
        return PlanStatus(new Reference<T>(current), current, active);
    }

    /// <summary>Plans to enable or disable a record that the input names.</summary>
    internal WritePlan<T> PlanStatus(Reference<T> target, T current, bool active) => new StatusPlan<T>(this, target, current, active);

    /// <summary>Plans the removal of a record.</summary>
    /// <param name="target">The record.</param>
    /// <param name="log">Tells whether an earlier run may have sent it.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="PanelException">The record was not found, it has dependents, other objects use it, or the panel cannot be reached.</exception>
    public Task<WritePlan<T>> PlanRemovalAsync(Reference<T> target, IWriteLog log, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(log);
        return RemovalPlan<T>.CreateAsync(this, target, log, cancel);
    }

    internal string Describe(T value) => $"{noun.Title} {noun.KeyOf(value)}";
}
