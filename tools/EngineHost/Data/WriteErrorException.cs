// The namespace is PowerShell's: scripts know the exception behind Write-Error by its full name, and the bare engine lacks it.
namespace Microsoft.PowerShell.Commands;

/// <summary>The exception of an error that was written without one.</summary>
public sealed class WriteErrorException(string message) : Exception(message);
