namespace Nodepoint.IspConfig;

/// <summary>One value the panel did not accept.</summary>
/// <param name="Key">The panel's own name for the problem, such as <c>email_error_isemail</c>.</param>
/// <param name="Column">The column it is about, or null where the panel does not tell.</param>
/// <param name="Text">What is wrong, in plain words.</param>
public sealed record ValidationProblem(string Key, string? Column, string Text);
