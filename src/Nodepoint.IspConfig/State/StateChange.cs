using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.State;

/// <summary>What has changed between two states.</summary>
public enum StateChangeAction
{
    /// <summary>Only the second state has the object.</summary>
    Added,

    /// <summary>Only the first state has the object.</summary>
    Removed,

    /// <summary>A member of the object has another value.</summary>
    Changed,
}

/// <summary>A difference between two states: an object that only one of them has, or a member with another value.</summary>
/// <param name="Action">What has changed.</param>
/// <param name="Noun">The noun, such as NpMailbox.</param>
/// <param name="Key">The name of the object.</param>
/// <param name="Client">The client that owns it; empty for the administrator, null if clients cannot own it.</param>
/// <param name="Member">The member that has another value; null for an object that only one state has.</param>
/// <param name="From">The value in the first state; null if it is secret, or for an object that only one state has.</param>
/// <param name="To">The value in the second state; null if it is secret, or for an object that only one state has.</param>
public sealed record StateChange(StateChangeAction Action, string Noun, string Key, string? Client, string? Member, string? From, string? To)
{
    /// <summary>The kind of object, as used in sentences.</summary>
    internal string Title { get; init; } = Noun;

    /// <summary>Whether the value is secret.</summary>
    internal bool IsSecret { get; init; }

    /// <summary>The names of the panels, if both stay as they are; null if the first state became the second.</summary>
    internal (string First, string Second)? Panels { get; init; }

    /// <summary>Returns the change as a sentence: "Mailbox anna@example.com: Quota from 1073741824 to 5368709120".</summary>
    /// <returns>The sentence.</returns>
    public override string ToString() => Panels is { } panels ? Compare(panels.First, panels.Second) : $"{Title.Capitalized()} {Key}: {(Action == StateChangeAction.Added ? $"added{(To is null ? "" : $" with {Show(To)}")}" : Action == StateChangeAction.Removed ? $"removed{(From is null ? "" : $" with {Show(From)}")}" : IsSecret ? $"{Member} changed" : $"{Member} from {Show(From)} to {Show(To)}")}";

    private string Compare(string first, string second) => $"{Title.Capitalized()} {Key}: {Action switch
    {
        StateChangeAction.Added => $"only on {second}{(To is null ? "" : $", with {Show(To)}")}",
        StateChangeAction.Removed => $"only on {first}{(From is null ? "" : $", with {Show(From)}")}",
        _ => IsSecret ? $"{Member} differs" : $"{Member} is {Show(From)} on {first} and {Show(To)} on {second}",
    }}";

    /// <summary>A value in a sentence.</summary>
    internal static string Show(string? text) => string.IsNullOrEmpty(text) ? "nothing" : Excerpt.Of(text) is var quoted && text.Contains(' ', StringComparison.Ordinal) ? quoted : quoted.Trim('\'');
}

/// <summary>How many objects of a noun differ between two states.</summary>
/// <param name="Noun">The noun.</param>
/// <param name="Added">The objects that only the second state has.</param>
/// <param name="Removed">The objects that only the first state has.</param>
/// <param name="Changed">The objects that have other values.</param>
/// <param name="Equal">The objects that are equal.</param>
[TableView("Noun:24 Added:8> Removed:8> Changed:8> Equal:8>")]
public sealed record StateSummary(string Noun, int Added, int Removed, int Changed, int Equal);
