namespace Nodepoint.IspConfig.State;

/// <summary>A member of an object that has another value.</summary>
/// <param name="Member">The name of the member.</param>
/// <param name="From">The value before; null if it is secret, or the object did not exist.</param>
/// <param name="To">The value after; null if it is secret, or the object does not exist any more.</param>
public sealed record ChangedMember(string Member, string? From, string? To)
{
    /// <summary>The change in words, without secrets.</summary>
    internal string Words { get; init; } = $"{Member} changed";

    /// <summary>Returns the change in words: "Quota from 1 GB to 5 GB". A secret is only said to have changed.</summary>
    /// <returns>The words.</returns>
    public override string ToString() => Words;
}
