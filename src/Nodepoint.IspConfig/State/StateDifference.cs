namespace Nodepoint.IspConfig.State;

/// <summary>An object that two states do not have alike.</summary>
/// <param name="Noun">The noun.</param>
/// <param name="Before">The object in the first state; null if it does not have it.</param>
/// <param name="After">The object in the second state; null if it does not have it.</param>
/// <param name="Changes">The changes, each of a member or of a record of a zone; one for an object that only one state has.</param>
internal sealed record StateDifference(StateNoun Noun, StateEntry? Before, StateEntry? After, IReadOnlyList<StateChange> Changes)
{
    /// <summary>What has changed.</summary>
    public StateChangeAction Action => Before is null ? StateChangeAction.Added : After is null ? StateChangeAction.Removed : StateChangeAction.Changed;
}
