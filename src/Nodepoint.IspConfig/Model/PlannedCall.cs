using Nodepoint.IspConfig.Panel;

namespace Nodepoint.IspConfig.Model;

/// <summary>One call of a write, before it is made.</summary>
/// <param name="Description">What it writes, in words and without secrets: "mailbox off@example.com (delivery off)".</param>
/// <param name="Call">The call.</param>
public sealed record PlannedCall(string Description, PanelCall Call)
{
    /// <summary>What kind of record it changes, such as "mailbox"; empty if it is not known.</summary>
    public string Kind { get; init; } = "";
}
