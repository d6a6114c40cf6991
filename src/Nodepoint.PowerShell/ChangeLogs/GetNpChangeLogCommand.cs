using System.Management.Automation;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Connection;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.State;

namespace Nodepoint.PowerShell.ChangeLogs;

/// <summary>Gets the lines of a change log, which Connect-NpPanel -LogPath keeps, as objects, the oldest first.</summary>
/// <remarks>The files that became large and were renamed are read, too. A log can be read while commands write to it.</remarks>
[Cmdlet(VerbsCommon.Get, "NpChangeLog")]
[OutputType(typeof(LoggedChange))]
public sealed class GetNpChangeLogCommand : CancelableCommand
{
    /// <summary>The path of a file with a change log; wildcards are allowed. The default is the log of the default panel.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("LogPath")]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Returns only changes from this time on.</summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Returns only changes before this time.</summary>
    [Parameter]
    public DateTimeOffset? Until { get; set; }

    /// <summary>Returns only changes of these nouns, with or without Np, such as Mailbox; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ChangeNounCompleter))]
    public string[]? Noun { get; set; }

    /// <summary>Returns only changes of objects with these names; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Key { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Path is null && OpenPanels.Default?.Changes is not ChangeLog)
        {
            WriteError(new ErrorRecord(new PSInvalidOperationException("The default panel has no change log. Use -Path, or connect with Connect-NpPanel -LogPath."), "NotFound", ErrorCategory.ObjectNotFound, null));
            return;
        }

        foreach (var path in Path?.SelectMany(Expand) ?? [((ChangeLog)OpenPanels.Default!.Changes!).Path]) Read(path);
    }

    private IEnumerable<string> Expand(string path)
    {
        try { return FilePath.Expand(this, path, nameof(Path)); }
        catch (Exception problem) when (problem is ItemNotFoundException or WildcardPatternException)
        {
            WriteError(NotFound(path, problem));
            return [];
        }
    }

    private void Read(string path)
    {
        var (nouns, keys) = (NameFilter.Of(Noun?.Select(static noun => noun.StartsWith("Np", StringComparison.OrdinalIgnoreCase) || noun.StartsWith('*') ? noun : "Np" + noun).ToArray()), NameFilter.Of(Key));
        try
        {
            var files = ChangeLogFiles.Of(path).ToList();
            if (files.Count == 0) WriteError(NotFound(path, null));
            foreach (var file in files)
                foreach (var change in ChangeLogFiles.Read(file, number => WriteWarning($"Line {number} of '{file}' is not a line of a change log and is left out.")))
                {
                    StopToken.ThrowIfCancellationRequested();
                    if (change.Time < Since || change.Time >= Until || (Noun is not null && !nouns.Matches(change.Noun ?? "")) || (Key is not null && !keys.Matches(change.Key ?? ""))) continue;
                    WriteObject(change);
                }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested) { throw new PipelineStoppedException(); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { WriteError(new ErrorRecord(problem, "NotReadable", ErrorCategory.ReadError, path)); }
    }

    private static ErrorRecord NotFound(string path, Exception? problem) => new(
        new FileNotFoundException($"The change log '{path}' was not found. Use the path that Connect-NpPanel got with -LogPath.", problem), "NotFound", ErrorCategory.ObjectNotFound, path);
}
