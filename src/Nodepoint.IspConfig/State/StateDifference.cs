namespace Nodepoint.IspConfig.State;

/// <summary>An object that two states do not have alike.</summary>
/// <param name="Noun">The noun.</param>
/// <param name="Before">The object in the first state; null if it does not have it.</param>
/// <param name="After">The object in the second state; null if it does not have it.</param>
/// <param name="MemberChanges">The changes of members and of records of a zone; none for an object that only one state has.</param>
internal sealed record StateDifference(StateNoun Noun, StateEntry? Before, StateEntry? After, IReadOnlyList<StateChange> MemberChanges)
{
    /// <summary>What has changed.</summary>
    public StateChangeAction Action => Before is null ? StateChangeAction.Added : After is null ? StateChangeAction.Removed : StateChangeAction.Changed;

    /// <summary>The changes, each of a member or of a record of a zone; one for an object that only one state has. That one is not kept, because an import can add very many objects.</summary>
    public IReadOnlyList<StateChange> Changes => Before is not null && After is not null ? MemberChanges : [Whole((After ?? Before)!)];

    private StateChange Whole(StateEntry entry) => new(Action, Noun.Name, entry.Name, entry.Owner, null, null, null) { Title = Noun.Title };
}
