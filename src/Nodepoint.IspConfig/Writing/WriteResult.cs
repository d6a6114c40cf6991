namespace Nodepoint.IspConfig.Writing;

/// <summary>What a write has done.</summary>
public enum WriteOutcome
{
    /// <summary>The record was added.</summary>
    Added,

    /// <summary>The record exists already, and nothing was sent.</summary>
    Existed,

    /// <summary>The record was changed.</summary>
    Changed,

    /// <summary>The record has the requested values already, and nothing was sent.</summary>
    Unchanged,

    /// <summary>The record was removed.</summary>
    Removed,

    /// <summary>The record was removed by an earlier run.</summary>
    RemovedBefore,
}

/// <summary>The result of a write.</summary>
/// <typeparam name="T">The record's type.</typeparam>
/// <param name="Outcome">What was done.</param>
/// <param name="Record">The record: as stored, as read back, or as it was before it was changed or removed; null if it was removed by an earlier run.</param>
public readonly record struct WriteResult<T>(WriteOutcome Outcome, T? Record) where T : class;
