using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>One object of a hosted domain: found or made, and removed again if a later step fails.</summary>
/// <param name="kind">What it is about.</param>
/// <param name="name">The object's name.</param>
internal abstract class DomainStep(HostedDomainStepKind kind, string name)
{
    /// <summary>What it is about.</summary>
    public HostedDomainStepKind Kind => kind;

    /// <summary>The object's name.</summary>
    public string Name => name;

    /// <summary>The object's name as the panel has it.</summary>
    public virtual string StoredName => name;

    /// <summary>The object in words: "mailbox info@example.com".</summary>
    public abstract string What { get; }

    /// <summary>The function that makes it, for the journal.</summary>
    public abstract string Function { get; }

    /// <summary>The object's ID on the panel; 0 as long as it is not known.</summary>
    public long Id { get; protected set; }

    /// <summary>The generated password; null for none.</summary>
    public virtual string? Password => null;

    /// <summary>Whether it is removed with the zone.</summary>
    public virtual bool IsOfZone => false;

    /// <summary>Whether it was there before the command, and is as it should be.</summary>
    public bool IsThere { get; private set; }

    /// <summary>Whether an interrupted run may have made it.</summary>
    public bool IsResumed { get; set; }

    /// <summary>Finds out what is to be done, and makes all checks. The steps after it see what it would make.</summary>
    /// <param name="work">The work, with a preview.</param>
    /// <param name="log">Receives warnings.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <returns>The plan; null if there is nothing to do.</returns>
    /// <exception cref="PanelException">The object belongs to another client or differs, it would be refused, or the panel cannot be reached.</exception>
    /// <exception cref="Model.Rules.RuleException">A value is not valid.</exception>
    public async Task<WritePlan?> PreviewAsync(DomainWork work, IWriteLog log, CancellationToken cancel)
    {
        var found = await FindAsync(work, cancel).ConfigureAwait(false);
        // What an interrupted run has made is part of this run.
        IsThere = found && !IsResumed;
        if (found) return null;
        var (tables, reads) = (work.Preview!, work.Preview!.Begin());
        var plan = await PlanAsync(work, log, cancel).ConfigureAwait(false);
        await plan.CheckAsync(log, cancel).ConfigureAwait(false);
        await plan.ReserveAsync(log, cancel).ConfigureAwait(false);
        tables.Apply(plan.Changes, reads);
        await UseAsync(work, tables.LastNewId, cancel).ConfigureAwait(false);
        return plan;
    }

    /// <summary>Uses the object that <see cref="PreviewAsync"/> has found, in the work that carries out the other steps.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancel">Cancels the reads.</param>
    public virtual Task UseFoundAsync(DomainWork work, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Makes the object.</summary>
    /// <param name="work">The work.</param>
    /// <param name="log">Receives what is done.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="PanelException">The panel refuses or cannot be reached, or the outcome is unknown.</exception>
    public abstract Task CarryOutAsync(DomainWork work, IWriteLog log, CancellationToken cancel);

    /// <summary>Removes what the step has made.</summary>
    /// <param name="work">A work of its own, whose reads are new.</param>
    /// <param name="log">Receives what is done.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="PanelException">The panel refuses or cannot be reached, or the outcome is unknown.</exception>
    public abstract Task UndoAsync(DomainWork work, IWriteLog log, CancellationToken cancel);

    /// <summary>Finds out after a failure whether the object was made nevertheless, so that it has to be removed.</summary>
    /// <param name="work">A work of its own, whose reads are new.</param>
    /// <param name="cancel">Cancels the reads.</param>
    /// <exception cref="PanelException">The panel cannot be reached.</exception>
    public abstract Task<bool> WasMadeAsync(DomainWork work, CancellationToken cancel);

    /// <summary>Finds the object and uses it.</summary>
    /// <returns>Whether it is there and as it should be.</returns>
    protected abstract Task<bool> FindAsync(DomainWork work, CancellationToken cancel);

    /// <summary>Plans to make the object.</summary>
    protected abstract Task<WritePlan> PlanAsync(DomainWork work, IWriteLog log, CancellationToken cancel);

    /// <summary>Uses the object that a preview would have made.</summary>
    protected virtual Task UseAsync(DomainWork work, long id, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>The error for an object that is there, but not as it should be.</summary>
    protected PanelException Different(string text) => new(FaultKind.Conflict, Function, text);
}
