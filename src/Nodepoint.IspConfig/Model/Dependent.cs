using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

/// <summary>A dependent of a record: something that belongs to it and has to be removed before it.</summary>
/// <param name="Title">The kind of object: "mailbox".</param>
/// <param name="Name">Its natural key.</param>
/// <param name="Call">The call that removes it.</param>
public sealed record Dependent(string Title, string Name, PanelCall Call)
{
    /// <summary>The table of the panel's database that holds it; empty if it does not matter.</summary>
    public string Table { get; init; } = "";

    /// <summary>Whether it is removed too without -Recurse, because the panel created it automatically or it has no use without the record.</summary>
    public bool Implied { get; init; }
}

/// <summary>What an update damages on the panel, and how to restore it.</summary>
/// <param name="Items">Each object to restore, described in words, with the call that restores it.</param>
public sealed record Restoration(IReadOnlyList<PlannedCall> Items)
{
    /// <summary>What will be done with the items, in words that follow "and".</summary>
    public required string Plan { get; init; }

    /// <summary>What was done with the items, in words that are followed by a colon and the items.</summary>
    public required string Report { get; init; }

    /// <summary>Whether the items are restored even if the update failed, because the damage may already be done.</summary>
    public bool EvenAfterFailure { get; init; }
}
