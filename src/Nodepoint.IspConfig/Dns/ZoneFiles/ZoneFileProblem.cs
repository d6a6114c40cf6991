namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>An error or a warning about a master file.</summary>
/// <param name="File">The name of the file; empty for a text without a name.</param>
/// <param name="Line">The line, from 1; 0 if it is about the whole file.</param>
/// <param name="Column">The column in characters, from 1; 0 if it is about the whole line or file.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record ZoneFileProblem(string File, long Line, long Column, string Message)
{
    /// <summary>Returns the position and the message.</summary>
    /// <returns>The position and the message.</returns>
    public override string ToString()
    {
        var position = (File.Length > 0, Line > 0) switch
        {
            (true, true) => $"{File} line {Line}",
            (true, false) => File,
            (false, true) => $"Line {Line}",
            _ => "The zone file",
        };
        return $"{position}{(Column > 0 ? $", column {Column}" : "")}: {Message}";
    }
}
