using System.Management.Automation;
using System.Text;
using Nodepoint.IspConfig.Bulk.Csv;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Csv;

/// <summary>Reads rows from CSV files, and finds their delimiter and encoding.</summary>
[Cmdlet(VerbsData.Import, "NpCsv")]
[OutputType(typeof(PSObject))]
public sealed class ImportNpCsvCommand : CancelableCommand
{
    /// <summary>The path of a file; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The delimiter between the fields. The default is the one of a sep= line, or the one that the headings have most often: a comma, a semicolon, a tab, or a vertical bar.</summary>
    [Parameter(Position = 1)]
    public char? Delimiter { get; set; }

    /// <summary>The encoding, such as utf8, unicode, ansi, or windows-1252. The default is the one that the file has: its byte order mark, UTF-8 if all its bytes are UTF-8, or else Windows-1252.</summary>
    [Parameter]
    public string? Encoding { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var encoding = Encoding is null ? null : EncodingName.Read(Encoding);
        foreach (var path in Path)
        {
            IReadOnlyCollection<string> files;
            try { files = FilePath.Expand(this, path, nameof(Path)); }
            catch (RuntimeException problem) when (problem is ItemNotFoundException or WildcardPatternException)
            {
                WriteError(new ErrorRecord(problem, "FileNotFound", ErrorCategory.ObjectNotFound, path));
                continue;
            }

            foreach (var file in files) Read(file, encoding);
        }
    }

    private void Read(string file, Encoding? encoding)
    {
        try
        {
            using var reader = new CsvReader(file, Delimiter, encoding);
            while (TryRead(reader, file, out var isRow))
            {
                StopToken.ThrowIfCancellationRequested();
                if (isRow) WriteObject(Row(reader));
            }
        }
        catch (CsvException problem) { Refuse(problem, file); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { WriteError(new ErrorRecord(problem, "FileNotReadable", ErrorCategory.ReadError, file)); }
        catch (OperationCanceledException) { throw new PipelineStoppedException(); }
    }

    // A row that cannot be read is an error, and the next ones are read.
    private bool TryRead(CsvReader reader, string file, out bool isRow)
    {
        isRow = false;
        try { return isRow = reader.Read(); }
        catch (CsvException problem)
        {
            Refuse(problem, $"{file}:{reader.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            return true;
        }
    }

    private void Refuse(CsvException problem, string place) => WriteError(new ErrorRecord(problem, problem.Id, ErrorCategory.InvalidData, place));

    private static CsvRow Row(CsvReader reader)
    {
        var row = new CsvRow(reader.Name, reader.Line);
        for (var field = 0; field < reader.Headings.Count; field++) row.Properties.Add(new PSNoteProperty(reader.Headings[field], reader[field]), preValidated: true);
        if (reader.TypeName is { Length: > 0 } type) row.TypeNames.Insert(0, "CSV:" + type);
        return row;
    }
}
