using Nodepoint.IspConfig.Model;

namespace Nodepoint.IspConfig.Mail.Delivery;

/// <summary>One check of a mail domain.</summary>
/// <param name="Name">What is checked, such as SPF.</param>
/// <param name="State">The result.</param>
[TableView("Name:10 State:5 Found")]
public sealed record MailCheck(string Name, CheckState State)
{
    /// <summary>What was found, or why it was not checked.</summary>
    public string Found { get; init; } = "";

    /// <summary>What should be there; empty if that is not one thing.</summary>
    public string Wanted { get; init; } = "";

    /// <summary>What to do; empty for nothing.</summary>
    public string Advice { get; init; } = "";

    /// <summary>The line to run, which -Fix runs; empty if the panel cannot change it.</summary>
    public string Fix => string.Join("; ", Changes.Select(static change => change.Line).Distinct());

    /// <summary>Whether something did not answer, so that the result is not known.</summary>
    internal bool IsUnknown { get; init; }

    /// <summary>What <see cref="Fix"/> does.</summary>
    internal IReadOnlyList<MailFix> Changes { get; init; } = [];

    /// <summary>The name, the result, and what was found.</summary>
    /// <returns>Such as <c>SPF Pass</c>.</returns>
    public override string ToString() => $"{Name} {State}";
}
