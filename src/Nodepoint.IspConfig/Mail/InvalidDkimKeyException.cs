namespace Nodepoint.IspConfig.Mail;

/// <summary>Something given as DKIM key or record that is none. The message says what it is instead; it never repeats key material.</summary>
public sealed class InvalidDkimKeyException : FormatException
{
    /// <summary>Makes the exception with a general message.</summary>
    public InvalidDkimKeyException() : base("This is no DKIM key.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and what to do, for an admin to read.</param>
    public InvalidDkimKeyException(string message) : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and what to do, for an admin to read.</param>
    /// <param name="innerException">What was caught underneath.</param>
    public InvalidDkimKeyException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
