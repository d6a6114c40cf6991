namespace Nodepoint.IspConfig.Dns.Live;

/// <summary>A name server did not answer.</summary>
internal sealed class NoAnswerException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">The reason as a part of a sentence: "no response within 5 seconds".</param>
    /// <param name="inner">What happened.</param>
    public NoAnswerException(string reason, Exception? inner = null) : base(reason, inner)
    {
    }
}
