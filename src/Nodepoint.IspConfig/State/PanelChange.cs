using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State;

/// <summary>A change that the panel has logged (sys_datalog), in the words of the module.</summary>
/// <param name="Id">The ID of the entry of the data log.</param>
/// <param name="Time">When the change was made.</param>
/// <param name="User">The panel user that made it; for a remote user this is the administrator, for a client's session the client.</param>
/// <param name="Action">What was done with the object.</param>
/// <param name="Noun">The noun, such as NpMailbox; empty for what has no cmdlets of its own, such as the system configuration.</param>
/// <param name="Key">The name of the object; for what has no noun, its table and ID.</param>
/// <param name="Client">The client that owns it; empty for the administrator, null if clients cannot own it or the owner is not known.</param>
/// <param name="RecordId">The ID of the object on the panel; 0 if the panel did not log it.</param>
/// <param name="Changes">The members that were changed; of an added or removed object, those that differ from the defaults.</param>
public sealed record PanelChange(long Id, DateTimeOffset Time, string User, StateChangeAction Action, string Noun, string Key, string? Client, long RecordId, IReadOnlyList<ChangedMember> Changes) : IPanelResult
{
    PanelOrigin IPanelResult.Origin { get; set; }

    /// <summary>The name of the panel.</summary>
    public string Panel => ((IPanelResult)this).Origin.Connection?.Name ?? "";

    /// <summary>The kind of object, as used in sentences.</summary>
    internal string Title { get; init; } = Noun;

    /// <summary>The natural key, without what the object belongs to.</summary>
    internal string NaturalKey { get; init; } = Key;

    /// <summary>Returns the change as a sentence without its end: "Mailbox anna@example.com: Quota from 1 GB to 5 GB".</summary>
    /// <returns>The sentence.</returns>
    public override string ToString()
        => $"{Title.Capitalized()} {Key}: {Action switch { StateChangeAction.Added => "added", StateChangeAction.Removed => "removed", _ => string.Join(", ", Changes) }}";
}
