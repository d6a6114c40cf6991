namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>A server did not answer.</summary>
internal sealed class NoAnswerException : Exception
{
    /// <summary>Whether nothing was sent, because this computer has no route to the address, such as no IPv6.</summary>
    public bool HasNoRoute { get; init; }

    /// <summary>Whether the server accepted the connection.</summary>
    public bool IsConnected { get; init; }

    /// <summary>Whether the server answered, but not as a server of this protocol does.</summary>
    public bool IsWrongProtocol { get; init; }

    /// <summary>Creates the exception.</summary>
    /// <param name="reason">The reason as a part of a sentence: "no response within 5 seconds".</param>
    /// <param name="inner">What happened.</param>
    public NoAnswerException(string reason, Exception? inner = null) : base(reason, inner)
    {
    }
}
