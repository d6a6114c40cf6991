using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Writing;

/// <summary>How a record is added.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="Calls">The calls that are known before the record exists, in the order in which they are made.</param>
/// <param name="AddAsync">Adds the record, and returns it as stored.</param>
public sealed record AddSteps<T>(IReadOnlyList<PlannedCall> Calls, Func<CancellationToken, Task<T>> AddAsync);
