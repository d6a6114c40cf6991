namespace Nodepoint.IspConfig.Panel.Changes;

/// <summary>A member of a record that gets another value.</summary>
/// <param name="Member">The member, such as Quota.</param>
/// <param name="Before">The value before, the same in every culture; null for none, or if it is not known or not shown.</param>
/// <param name="After">The value after; null for none, or if it is not shown.</param>
public sealed record MemberChange(string Member, string? Before, string? After)
{
    /// <summary>Whether the values are or may be secret, so that they are not shown.</summary>
    public bool IsSecret { get; init; }
}
