namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>An error at a position of a master file, until the reader reports it.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="line">The line, from 1.</param>
/// <param name="column">The column in characters, from 1.</param>
internal sealed class ZoneFileException(string message, long line, long column) : Exception(message)
{
    /// <summary>The line, from 1.</summary>
    public long Line => line;

    /// <summary>The column in characters, from 1.</summary>
    public long Column => column;
}
