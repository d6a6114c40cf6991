using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>A write that is not the addition, change, or removal of a record, for a preview.</summary>
/// <param name="subject">What is written.</param>
/// <param name="action">What is done with it.</param>
/// <param name="calls">The calls whose effects the rows after it can see.</param>
internal sealed class PlainPlan(string subject, string action, params IReadOnlyList<PlannedCall> calls) : WritePlan
{
    /// <summary>What is said of a write that would change nothing.</summary>
    public const string Nothing = "Change nothing, because it has these values already";

    /// <summary>Notes for the rows after it what the write would have done; null for nothing.</summary>
    public Action? Note { get; init; }

    /// <inheritdoc/>
    public override string Subject => subject;

    /// <inheritdoc/>
    public override string Action => action;

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => calls;

    /// <inheritdoc/>
    internal override Task ReserveAsync(IWriteLog log, CancellationToken cancel)
    {
        Note?.Invoke();
        return Task.CompletedTask;
    }
}
