namespace Nodepoint.Transport.Services;

/// <summary>The answer of a service is not in its protocol.</summary>
/// <param name="said">What it answered.</param>
internal sealed class WrongAnswerException(string said) : IOException(said);
