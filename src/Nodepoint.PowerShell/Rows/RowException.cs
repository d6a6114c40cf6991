namespace Nodepoint.PowerShell.Rows;

/// <summary>A row does not give what the command needs; the message says what would.</summary>
/// <param name="id">What it is, stable: the engine's own id where it has one for it.</param>
/// <param name="message">What happened and what to do. No secret is in it.</param>
/// <param name="inner">What it comes from.</param>
internal sealed class RowException(string id, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What it is.</summary>
    public string Id { get; } = id;
}
