using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel.Changes;

/// <summary>What a call that writes changes on the panel, and whether it did. It never has a secret.</summary>
/// <param name="Function">The panel's function.</param>
/// <param name="Action">What it does.</param>
public sealed record ObservedChange(string Function, ObservedAction Action)
{
    /// <summary>The noun of the record, such as NpMailbox; null if the call is not about one record.</summary>
    public string? Noun { get; init; }

    /// <summary>The natural key of the record as it was before the call; null if the call is not about one record.</summary>
    public string? Key { get; init; }

    /// <summary>The ID of the record; null for a new record, or if the call is not about one.</summary>
    public long? Id { get; init; }

    /// <summary>The members that get another value; empty for a record that is added or removed, or if they are not known.</summary>
    public IReadOnlyList<MemberChange> Members { get; init; } = [];

    /// <summary>Whether the panel did it.</summary>
    public ObservedOutcome Outcome { get; init; }

    /// <summary>Why the panel did not do it, or why that is not known; null if it did.</summary>
    public FaultKind? Fault { get; init; }
}
