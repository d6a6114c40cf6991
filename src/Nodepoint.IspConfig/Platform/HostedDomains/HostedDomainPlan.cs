using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Preview;
using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.Platform.HostedDomains;

/// <summary>The steps of a hosted domain, as they would be made.</summary>
/// <param name="writer">What makes them.</param>
/// <param name="request">What the domain is to have.</param>
/// <param name="steps">The steps.</param>
internal sealed class HostedDomainPlan(HostedDomainWriter writer, HostedDomainRequest request, IReadOnlyList<DomainStep> steps) : WritePlan
{
    private IReadOnlyList<(DomainStep Step, WritePlan Plan)> _planned = [];

    /// <inheritdoc/>
    public override string Subject => $"hosted domain {request.Domain}";

    /// <inheritdoc/>
    public override string Action => IsEmpty ? "Change nothing, because everything exists already" : $"Create {string.Join(", ", _planned.Select(static one => one.Step.What))}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Lines => IsEmpty ? [Action] : [.. _planned.Select(static one => $"Create {one.Step.What}")];

    /// <inheritdoc/>
    public override bool IsEmpty => _planned.Count == 0;

    /// <inheritdoc/>
    public override IReadOnlyList<PlannedCall> Calls => [.. _planned.SelectMany(static one => one.Plan.Calls)];

    // They are in the tables already, because each step sees those before it.
    /// <inheritdoc/>
    internal override IEnumerable<Panel.PanelCall> Changes => [];

    /// <inheritdoc/>
    internal override Task CheckAsync(IWriteLog log, CancellationToken cancel) => Task.CompletedTask;

    // In the order of the input, so that the domains after it see what it would make.
    /// <inheritdoc/>
    internal override async Task ReserveAsync(IWriteLog log, CancellationToken cancel)
        => _planned = await writer.PreviewAsync(steps, writer.Lookup.Preview ?? new PreviewTables(), request, log, cancel).ConfigureAwait(false);
}
