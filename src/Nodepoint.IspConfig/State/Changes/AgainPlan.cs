using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.State.Changes;

/// <summary>The addition of an object that was removed, in the words of an undo.</summary>
/// <param name="plan">The plan of its addition.</param>
internal sealed class AgainPlan(WritePlan plan) : WritePlan
{
    /// <summary>What is done.</summary>
    public const string Text = "Add again with its old values";

    /// <inheritdoc/>
    public override string Subject => plan.Subject;

    /// <inheritdoc/>
    public override string Target => plan.Target;

    /// <inheritdoc/>
    public override string Action => plan.IsEmpty ? plan.Action : Text;

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => plan.Calls;

    /// <inheritdoc/>
    public override bool IsEmpty => plan.IsEmpty;

    /// <inheritdoc/>
    internal override bool IsCarriedOut => plan.IsCarriedOut;

    /// <inheritdoc/>
    internal override IEnumerable<PanelCall> Changes => plan.Changes;

    /// <inheritdoc/>
    internal override Task CheckAsync(IWriteLog log, CancellationToken cancel) => plan.CheckAsync(log, cancel);

    /// <inheritdoc/>
    internal override Task ReserveAsync(IWriteLog log, CancellationToken cancel) => plan.ReserveAsync(log, cancel);
}
