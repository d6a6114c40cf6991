using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>The journal cannot be used: it is damaged, in use, or belongs to another command, panel or input.</summary>
/// <param name="message">What is wrong with it and what to do.</param>
/// <param name="inner">The cause.</param>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always has a message that says what to do.")]
public sealed class JournalException(string message, Exception? inner = null) : Exception(message, inner);
