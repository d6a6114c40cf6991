using System.Management.Automation;
using System.Text.Json;
using Nodepoint.IspConfig.Bulk;

namespace Nodepoint.PowerShell;

/// <summary>Shows what a journal says: how many rows are done, failed or unknown, and why. It can be read while the command is still running.</summary>
[Cmdlet(VerbsCommon.Get, "NpJournal")]
[OutputType(typeof(JournalSummary), typeof(PSObject))]
public sealed class GetNpJournalCommand : PSCmdlet
{
    /// <summary>The journal's file; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "Journal")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Emits the rows that failed as objects with what they gave, to be mended and piped back into the same command with the same journal. Passwords are not in it; give them anew.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path.SelectMany(Resolve)) Show(path);
    }

    private IEnumerable<string> Resolve(string path)
    {
        try { return GetResolvedProviderPathFromPSPath(path, out _); }
        catch (ItemNotFoundException problem)
        {
            WriteError(new ErrorRecord(new FileNotFoundException($"There is no journal {path}. Give the file that a command had with -Journal.", problem), "NotFound", ErrorCategory.ObjectNotFound, path));
            return [];
        }
    }

    private void Show(string path)
    {
        try
        {
            var report = JournalReport.Read(path);
            if (!Failed) WriteObject(new JournalSummary(path, report));
            else foreach (var row in report.Failed()) WriteObject(ObjectOf(row));
        }
        catch (JournalException problem) { WriteError(PanelErrors.Of(problem, path)); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { WriteError(new ErrorRecord(problem, "NotReadable", ErrorCategory.ReadError, path)); }
    }

    private static PSObject ObjectOf(FailedRow row)
    {
        var result = new PSObject();
        if (!row.Given.IsEmpty)
        {
            using var given = JsonDocument.Parse(row.Given);
            foreach (var parameter in given.RootElement.EnumerateObject())
                // A secret is not in the journal; without the property, it is asked for again.
                if (parameter.Value.ValueKind != JsonValueKind.Null) result.Properties.Add(new PSNoteProperty(parameter.Name, ValueOf(parameter.Value)));
        }

        result.Properties.Add(new PSNoteProperty("JournalRow", row.Number));
        result.Properties.Add(new PSNoteProperty("ErrorId", row.ErrorId));
        result.Properties.Add(new PSNoteProperty("ErrorMessage", row.Error));
        return result;
    }

    private static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDecimal(),
        JsonValueKind.Array => value.EnumerateArray().Select(ValueOf).ToArray(),
        _ => null,
    };
}
