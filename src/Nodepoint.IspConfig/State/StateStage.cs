namespace Nodepoint.IspConfig.State;

/// <summary>Differences that can be applied at the same time.</summary>
/// <param name="Differences">The differences.</param>
/// <param name="IsOfRecords">Whether the records of the zones are meant, and not the objects themselves.</param>
internal sealed record StateStage(IReadOnlyList<StateDifference> Differences, bool IsOfRecords);
