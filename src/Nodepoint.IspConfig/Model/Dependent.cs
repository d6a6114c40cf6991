using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

/// <summary>Something that hangs below a record.</summary>
/// <param name="Title">What people call it: "mailbox".</param>
/// <param name="Name">Its natural key.</param>
/// <param name="Call">The call that removes it.</param>
public sealed record Dependent(string Title, string Name, PanelCall Call)
{
    /// <summary>The table of the panel's database that it stands in; empty where that does not matter.</summary>
    public string Table { get; init; } = "";

    /// <summary>Whether it goes along without being asked for, as the panel made it by itself or it is of no use alone.</summary>
    public bool Implied { get; init; }
}

/// <summary>What an update of the panel damages, and how it is put back.</summary>
/// <param name="Items">Each thing in words, with the call that puts it back.</param>
public sealed record Restoration(IReadOnlyList<RestorationItem> Items)
{
    /// <summary>What is going to be done with them, in words that follow "and".</summary>
    public required string Plan { get; init; }

    /// <summary>What was done with them, in words that a colon and the things follow.</summary>
    public required string Report { get; init; }

    /// <summary>Whether they are put back also when the update failed, as the panel may have done the damage by then.</summary>
    public bool EvenAfterFailure { get; init; }
}

/// <summary>One thing that is put back after an update.</summary>
/// <param name="Description">What it is, for people: "mailbox off@example.com (delivery off)".</param>
/// <param name="Call">The call that puts it back.</param>
public sealed record RestorationItem(string Description, PanelCall Call);
