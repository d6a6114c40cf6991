namespace Nodepoint.PowerShell.Rows;

/// <summary>A row does not provide the parameters that the command needs. The message says what to do.</summary>
/// <param name="id">The stable error ID; the engine's own ID if it has one for the error.</param>
/// <param name="message">What is wrong, and what to do, without secrets.</param>
/// <param name="inner">The cause.</param>
internal sealed class RowException(string id, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The stable error ID.</summary>
    public string Id { get; } = id;
}
