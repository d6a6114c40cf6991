namespace Nodepoint.IspConfig.State;

/// <summary>A preview needs what only the real run finds out: the ID or the directory of an object that is added.</summary>
internal sealed class NotAddedYetException : Exception
{
    /// <summary>Creates the exception.</summary>
    public NotAddedYetException() : base("The object is added by the same import.") { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public NotAddedYetException(string message) : base(message) { }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public NotAddedYetException(string message, Exception innerException) : base(message, innerException) { }
}
