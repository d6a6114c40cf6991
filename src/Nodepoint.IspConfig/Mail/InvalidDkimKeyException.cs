namespace Nodepoint.IspConfig.Mail;

/// <summary>The exception for a text that is not a valid DKIM key or record. The message names the cause and never contains key material.</summary>
public sealed class InvalidDkimKeyException : FormatException
{
    /// <summary>Creates the exception with a general message.</summary>
    public InvalidDkimKeyException() : base("This is not a valid DKIM key or record.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public InvalidDkimKeyException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidDkimKeyException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
