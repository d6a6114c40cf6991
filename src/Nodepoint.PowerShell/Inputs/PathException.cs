using System.Management.Automation;

namespace Nodepoint.PowerShell.Inputs;

/// <summary>A path that is not in the file system. Uncaught, it ends the command with its own error record.</summary>
/// <param name="path">The path.</param>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="cause">The cause; null for none.</param>
internal sealed class PathException(string path, string message, Exception? cause = null) : RuntimeException(message, cause)
{
    /// <summary>The error record, with the path as its target.</summary>
    public override ErrorRecord ErrorRecord => new(new ParentContainsErrorRecordException(this), "PathNotInFileSystem", ErrorCategory.InvalidArgument, path);
}
