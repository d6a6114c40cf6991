using System.Management.Automation;
using Nodepoint.IspConfig.Bulk.Journals;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Journals;

/// <summary>Gets the state of a journal: how many rows are done, failed, or unknown, and why.</summary>
/// <remarks>A journal can be read while the command is running.</remarks>
[Cmdlet(VerbsCommon.Get, "NpJournal")]
[OutputType(typeof(JournalSummary), typeof(PSObject))]
public sealed class GetNpJournalCommand : PSCmdlet
{
    /// <summary>The path of the journal's file; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Journal")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Returns the failed rows as objects with their parameters. Fix them and pipe them back to the same command with the same journal. Passwords are not in the journal; specify them again.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path.SelectMany(Resolve)) Show(path);
    }

    private IEnumerable<string> Resolve(string path)
    {
        try { return FilePath.Expand(this, path, nameof(Path)); }
        catch (ItemNotFoundException problem)
        {
            WriteError(new ErrorRecord(new FileNotFoundException($"Journal '{path}' was not found. Use the path that a command got with -Journal.", problem), "NotFound", ErrorCategory.ObjectNotFound, path));
            return [];
        }
    }

    private void Show(string path)
    {
        try
        {
            var report = JournalReport.Read(path);
            if (!Failed) WriteObject(new JournalSummary(path, report));
            else foreach (var row in report.Failed()) WriteObject(FailedRows.ObjectOf(row));
        }
        catch (JournalException problem) { WriteError(PanelErrors.Of(problem, path)); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { WriteError(new ErrorRecord(problem, "NotReadable", ErrorCategory.ReadError, path)); }
    }
}
