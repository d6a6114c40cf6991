using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State;

/// <summary>What Undo-NpChange has done with an object.</summary>
/// <param name="Action">What was done to take its changes back: it was added again, removed, or changed.</param>
/// <param name="Noun">The noun, such as NpMailbox.</param>
/// <param name="Key">The name of the object.</param>
/// <param name="Id">The ID of the object on the panel; of an object that was added again, its new ID.</param>
/// <param name="Changes">The members that were set back, from the value that they had to the one before the changes.</param>
/// <param name="ChangedSince">The members that were left as they are, because they were changed again: from the value of the log to the one of now.</param>
/// <param name="Entries">The IDs of the entries of the data log that were taken back.</param>
public sealed record UndoneChange(StateChangeAction Action, string Noun, string Key, long Id, IReadOnlyList<ChangedMember> Changes, IReadOnlyList<ChangedMember> ChangedSince, IReadOnlyList<long> Entries)
{
    /// <summary>The kind of object, as used in sentences.</summary>
    internal string Title { get; init; } = Noun;

    /// <summary>Returns what was done as a sentence without its end: "Mailbox anna@example.com: Quota from 5 GB to 1 GB".</summary>
    /// <returns>The sentence.</returns>
    public override string ToString()
        => $"{Title.Capitalized()} {Key}: {Action switch { StateChangeAction.Added => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"added again with ID {Id}"), StateChangeAction.Removed => "removed", _ => string.Join(", ", Changes) }}{(ChangedSince.Count == 0 ? "" : $"; changed since, so left as it is: {string.Join(", ", ChangedSince.Select(change => change.Member))}")}";
}
