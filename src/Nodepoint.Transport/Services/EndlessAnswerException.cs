namespace Nodepoint.Transport.Services;

/// <summary>A service sends more than any answer in its protocol.</summary>
internal sealed class EndlessAnswerException() : IOException("its answer does not end");
