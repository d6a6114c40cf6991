namespace Nodepoint.IspConfig.Entities;

/// <summary>Something that hangs below a record.</summary>
/// <param name="Title">What people call it: "mailbox".</param>
/// <param name="Name">Its natural key.</param>
/// <param name="Call">The call that removes it.</param>
public sealed record Dependent(string Title, string Name, PanelCall Call);

/// <summary>What an update of the panel damages, and how it is put back.</summary>
/// <param name="Items">Each thing in words, with the call that puts it back.</param>
public sealed record Restoration(IReadOnlyList<RestorationItem> Items);

/// <summary>One thing that is put back after an update.</summary>
/// <param name="Description">What it is, for people: "mailbox off@example.com (delivery off)".</param>
/// <param name="Call">The call that puts it back.</param>
public sealed record RestorationItem(string Description, PanelCall Call);
