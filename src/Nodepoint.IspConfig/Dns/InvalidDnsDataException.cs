namespace Nodepoint.IspConfig.Dns;

/// <summary>The exception for a name, value or priority that is not valid in a DNS zone. The message says what is wrong and what to use instead.</summary>
public sealed class InvalidDnsDataException : FormatException
{
    /// <summary>Creates the exception with a general message.</summary>
    public InvalidDnsDataException() : base("The name, value or priority is not valid in a DNS zone.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public InvalidDnsDataException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public InvalidDnsDataException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
