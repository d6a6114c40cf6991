namespace Nodepoint.IspConfig.Dns;

/// <summary>A name, a value or a priority that cannot stand in a zone. The message says what is wrong and what to give instead.</summary>
public sealed class InvalidDnsDataException : FormatException
{
    /// <summary>Makes the exception with a general message.</summary>
    public InvalidDnsDataException() : base("This cannot stand in a DNS zone.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and what to do, for an admin to read.</param>
    public InvalidDnsDataException(string message) : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong and what to do, for an admin to read.</param>
    /// <param name="innerException">What was caught underneath.</param>
    public InvalidDnsDataException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
