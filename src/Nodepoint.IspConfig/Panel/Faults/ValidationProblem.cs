namespace Nodepoint.IspConfig.Panel.Faults;

/// <summary>One thing the panel found wrong with what it was sent.</summary>
/// <param name="Key">What the panel answered: an error key such as <c>email_error_isemail</c>, or a sentence.</param>
/// <param name="Column">The panel's column it is about; empty if it is about none in particular.</param>
/// <param name="Text">What is wrong and what to do, for an admin to read.</param>
public sealed record ValidationProblem(string Key, string Column, string Text);
