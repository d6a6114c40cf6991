using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>How the changes of an object are taken back.</summary>
/// <param name="Plan">The plan, for a preview.</param>
/// <param name="CarryOutAsync">Carries it out, and returns what was done; null for nothing.</param>
/// <param name="Warnings">What is left as it is, in words.</param>
internal sealed record UndoStep(WritePlan Plan, Func<IWriteLog, CancellationToken, Task<UndoneChange?>> CarryOutAsync, IReadOnlyList<string> Warnings)
{
    /// <summary>Nothing is left to do.</summary>
    public static UndoStep Nothing(UndoItem item, params IReadOnlyList<string> warnings)
        => new(new PlainPlan($"{item.Title} {item.Name}", warnings.Count > 0 ? "Change nothing, because it was changed since" : "Change nothing, because it is as it was before"), static (_, _) => Task.FromResult<UndoneChange?>(null), warnings);
}
