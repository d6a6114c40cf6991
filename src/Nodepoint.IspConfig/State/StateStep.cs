using Nodepoint.IspConfig.Writing;

namespace Nodepoint.IspConfig.State;

/// <summary>How a difference is applied.</summary>
/// <param name="Plan">The plan, for a preview.</param>
/// <param name="CarryOutAsync">Carries it out, and what follows it.</param>
internal sealed record StateStep(WritePlan Plan, Func<IWriteLog, CancellationToken, Task> CarryOutAsync);
