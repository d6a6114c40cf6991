using System.Management.Automation;
using System.Text;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Reads the records of zone files without a panel.</summary>
/// <remarks>A file that BIND accepts gives the same records. Errors have the line and the column, and do not stop the command.</remarks>
[Cmdlet(VerbsData.ConvertFrom, "NpZoneFile", DefaultParameterSetName = "Path")]
[OutputType(typeof(ZoneFileRecord), typeof(ZoneFileSoa))]
public sealed class ConvertFromNpZoneFileCommand : PSCmdlet
{
    private readonly StringBuilder _lines = new();

    /// <summary>The path of a file with a zone; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files from Get-ChildItem, the text of a zone file, or its lines. A text with several lines is a file of its own.</summary>
    [Parameter(ParameterSetName = "Text", Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The zone that relative names belong to. The default is what the file says with $ORIGIN or its SOA record, or the name of the file, such as example.com.zone or db.example.com.</summary>
    [Parameter(Position = 1)]
    [Alias("Zone")]
    [ValidateNotNullOrEmpty]
    public string? Origin { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Path")
        {
            foreach (var path in Path.SelectMany(Resolve)) Read(path);
            return;
        }

        if (InputObject.BaseObject is FileInfo file)
        {
            ReadLines();
            Read(file.FullName);
            return;
        }

        var text = InputObject.BaseObject.ToString() ?? "";
        if (text.AsSpan().TrimEnd("\r\n").ContainsAny('\r', '\n'))
        {
            ReadLines();
            Read(text, "");
        }
        else
        {
            _lines.Append(text).Append('\n');
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => ReadLines();

    private void ReadLines()
    {
        if (_lines.Length == 0) return;
        var text = _lines.ToString();
        _lines.Clear();
        Read(text, "");
    }

    private void Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            Read(file, System.IO.Path.GetFileName(path), ZoneFileReader.ZoneOf(path), path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { WriteError(new ErrorRecord(problem, "NotReadable", ErrorCategory.ReadError, path)); }
    }

    private void Read(string text, string name)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Read(stream, name, null, null);
    }

    private void Read(Stream stream, string name, string? assumed, string? path)
    {
        var reader = new ZoneFileReader(stream)
        {
            File = name, Origin = Origin, AssumedOrigin = assumed, IsPart = path is null,
            Error = problem => WriteError(new ErrorRecord(new FormatException(problem.ToString()), "InvalidZoneFile", ErrorCategory.ParserError, path ?? "")),
            Warning = problem => WriteWarning(problem.ToString()),
        };
        try
        {
            foreach (var record in reader.Read())
            {
                if (Stopping) throw new PipelineStoppedException();
                WriteObject(record);
            }
        }
        catch (RuleException problem) { ThrowTerminatingError(PanelErrors.Record(problem, Origin)); }
    }

    private IEnumerable<string> Resolve(string path)
    {
        try { return FilePath.Expand(this, path, nameof(Path)); }
        catch (ItemNotFoundException problem)
        {
            WriteError(new ErrorRecord(new FileNotFoundException($"Zone file '{path}' was not found.", problem), "NotFound", ErrorCategory.ObjectNotFound, path));
            return [];
        }
    }
}
