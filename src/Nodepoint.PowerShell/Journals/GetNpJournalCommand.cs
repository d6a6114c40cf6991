using System.Management.Automation;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Journals;

/// <summary>Gets the state of a journal: how many rows are done, failed, or unknown, and why.</summary>
/// <remarks>A journal can be read while the command is running.</remarks>
[Cmdlet(VerbsCommon.Get, "NpJournal", DefaultParameterSetName = "Path")]
[OutputType(typeof(JournalSummary), typeof(PSObject))]
public sealed class GetNpJournalCommand : PSCmdlet
{
    /// <summary>The path of the journal's file; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Journal")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The path of the journal's file as it is: no character in it is a wildcard.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Returns the failed rows as objects with their parameters. Fix them and pipe them back to the same command with the same journal. Passwords are not in the journal; specify them again.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in ParameterSetName == nameof(LiteralPath) ? LiteralPath.Select(Full) : Path.SelectMany(Resolve)) Show(path);
    }

    private string Full(string path) => FilePath.Resolve(this, path, nameof(LiteralPath));

    private IEnumerable<string> Resolve(string path)
    {
        IReadOnlyCollection<string> found;
        try { found = FilePath.Expand(this, path, nameof(Path)); }
        catch (ItemNotFoundException problem)
        {
            WriteError(NotFound(path, problem));
            return [];
        }
        catch (WildcardPatternException problem)
        {
            WriteError(NotFound(path, problem));
            return [];
        }

        // PowerShell takes [ and ] for wildcards, which match nothing here.
        if (found.Count == 0 && path.Contains('[', StringComparison.Ordinal)) WriteError(NotFound(path, null));
        return found;
    }

    private static ErrorRecord NotFound(string path, Exception? problem) => new(
        new FileNotFoundException($"Journal '{path}' was not found. Use the path that a command got with -Journal; for a path with [ or ] in it, use -LiteralPath.", problem), "NotFound", ErrorCategory.ObjectNotFound, path);

    private void Show(string path)
    {
        try
        {
            var report = JournalReport.Read(path);
            if (!Failed) WriteObject(new JournalSummary(path, report));
            else foreach (var row in report.Failed()) WriteObject(FailedRows.ObjectOf(row));
        }
        catch (JournalException problem) { WriteError(PanelErrors.Of(problem, path)); }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException) { WriteError(NotFound(path, problem)); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { WriteError(new ErrorRecord(problem, "NotReadable", ErrorCategory.ReadError, path)); }
    }
}
