namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>One problem the panel found in a request.</summary>
/// <param name="Key">What the panel answered: an error key such as <c>email_error_isemail</c>, or a sentence.</param>
/// <param name="Column">The panel's column it is about; empty if it is not about a single column.</param>
/// <param name="Text">What is wrong and what to do.</param>
public sealed record ValidationProblem(string Key, string Column, string Text);
