using System.Management.Automation;
using System.Text;
using Nodepoint.IspConfig.Dns;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Completion;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Inputs;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Writes zones of the panel to files, or returns them as text.</summary>
/// <remarks>The same records always give the same file, so that files in a repository change only where the zone has changed.</remarks>
[Cmdlet(VerbsData.Export, "NpDnsZone", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
[Throttled]
public sealed partial class ExportNpDnsZoneCommand : PanelCommand
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Dictionary<string, (Uri Panel, string Zone)> _written = new(StringComparer.OrdinalIgnoreCase);
    private string? _target;
    private bool _isFile;
    private bool _isJson;

    /// <summary>The names of the zones; wildcards are allowed. The default is all zones.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyPatternCompleter<DnsZone>))]
    public string[]? Zone { get; set; }

    /// <summary>The zone from Get-NpDnsZone, its name, or a row with a column Zone.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The path of a file for one zone, or of a folder in which each zone gets a file with its name, such as example.com.zone; a missing folder is created. With several panels, each of them gets a folder with its name in that folder. Without it, the text of each zone is returned.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The format. The default is Bind, or Json if -Path is a file whose name ends in .json.</summary>
    [Parameter]
    public ZoneFileFormat? Format { get; set; }

    /// <summary>Overwrites files that exist and have another content.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginCommand()
    {
        base.BeginCommand();
        if (Path is not null)
        {
            _target = FilePath.Resolve(this, Path, nameof(Path));
            _isFile = ZonePaths.IsFile(_target);
            // Panels can have zones of the same name.
            if (PanelFolder is { } folder)
            {
                if (_isFile) ThrowTerminatingError(PanelErrors.Record(new RuleException(Rule.ConflictingParameters, $"-Path '{Path}' is a file, and -Panel names several panels. Use the path of a folder, in which each panel gets a folder of its own."), Path));
                _target = System.IO.Path.Combine(_target, folder);
            }
        }

        _isJson = Format == ZoneFileFormat.Json || (Format is null && _isFile && _target!.EndsWith(ZonePaths.JsonEnding, StringComparison.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    protected override void ProcessRow()
    {
        if (InputObject?.BaseObject is DnsZone zone)
        {
            if (TryUsePanel(zone, out var panel, out var error)) Export(new Reference<DnsZone>(zone), panel, zone.Origin, zone);
            else WriteError(error!);
            return;
        }

        IEnumerable<string?> names = InputObject is not null ? [NameOf(InputObject)] : Zone ?? (IEnumerable<string?>)[null];
        foreach (var name in names)
        {
            if (name is null && InputObject is not null) WriteError(PanelErrors.Record(new RuleException(Rule.NothingSpecified, "The object from the pipeline does not name a zone. Pipe zones, names, or rows with a column Zone."), InputObject));
            else Find(name);
        }
    }

    private static string? NameOf(PSObject row) => row.BaseObject switch
    {
        string name => name,
        ZoneFileRecord record => record.Zone,
        DnsRecord record => record.Zone,
        _ => (row.Properties["Zone"] ?? row.Properties["Origin"])?.Value?.ToString(),
    };

    private void Find(string? name)
    {
        if (!TryUsePanel(name, out var panel, out var error))
        {
            WriteError(error!);
            return;
        }

        if (name is not null && NumberKey.TryRead(name, out _))
        {
            if (TryRun(name, cancel => panel.Lookup.FindAsync(DnsZoneNoun.Instance, new Reference<DnsZone>(name), cancel), out var zone, out error)) Export(new Reference<DnsZone>(zone), panel, zone.Origin, name);
            else WriteError(error!);
            return;
        }

        if (name is not null && !WildcardPattern.ContainsWildcardCharacters(name))
        {
            Export(new Reference<DnsZone>(name), panel, DnsZoneNoun.Instance.NormalizeKey(name), name);
            return;
        }

        var pattern = new KeyPattern(DnsZoneNoun.Instance.NormalizeKey(name ?? "*"));
        KeyValuePair<string, string>[] filter = pattern.IsAll ? [] : [new("origin", pattern.ToFilter())];
        if (!TryRun(name, cancel => panel.Lookup.Table(DnsZoneNoun.Instance).ListLikeAsync(filter, cancel), out var zones, out error)) WriteError(error!);
        else foreach (var zone in zones.Where(zone => pattern.Matches(zone.Origin)).OrderBy(zone => zone.Origin, StringComparer.Ordinal)) Export(new Reference<DnsZone>(zone), panel, zone.Origin, zone);
    }

    // A zone that is named is looked up by its row, beside those of other rows.
    private void Export(Reference<DnsZone> zone, CommandPanel panel, string origin, object target)
    {
        if (_target is null)
        {
            Runner.Read(target, panel, async (row, cancel) => row.Write(await TextAsync(row, zone, cancel).ConfigureAwait(false)));
            return;
        }

        var file = _isFile ? _target : System.IO.Path.Combine(_target, ZonePaths.FileNameOf(origin, _isJson));
        var self = (panel.Connection.Uri, origin.ToLowerInvariant());
        if (!_written.TryAdd(file, self))
        {
            if (_written[file] != self) WriteError(PanelErrors.Record(new RuleException(Rule.ConflictingParameters, $"Zone {origin} was not written to '{file}', which another zone of this command is written to. {(_isFile ? "For several zones, use the path of a folder as -Path." : "Export it with another -Path.")}"), target));
            return;
        }

        var (what, action) = ($"file {file}", $"Write zone {origin.TrimEnd('.')}");
        if (!IsWhatIf && !ShouldProcess(what, action)) return;
        Runner.Read(target, panel, async (row, cancel) => await WriteAsync(row, await TextAsync(row, zone, cancel).ConfigureAwait(false), file, (what, action), cancel).ConfigureAwait(false));
    }

    private async Task<string> TextAsync(Row row, Reference<DnsZone> reference, CancellationToken cancel)
    {
        var zone = reference.Value ?? await row.Panel.Lookup.FindAsync(DnsZoneNoun.Instance, reference, cancel).ConfigureAwait(false);
        var document = ZoneDocument.Of(zone, await new DnsRecordTable(row.Panel.Connection).OfZoneAsync(zone, cancel).ConfigureAwait(false), row.Warn);
        using var text = new StringWriter { NewLine = "\n" };
        if (_isJson) ZoneJsonWriter.Write(text, document);
        else document.WriteMaster(text);
        return text.ToString();
    }

    private async Task WriteAsync(Row row, string text, string file, (string What, string Action) preview, CancellationToken cancel)
    {
        var bytes = Utf8.GetBytes(text);
        if (File.Exists(file))
        {
            if ((await File.ReadAllBytesAsync(file, cancel).ConfigureAwait(false)).AsSpan().SequenceEqual(bytes))
            {
                row.Verbose($"File '{file}' has this content already.");
                if (PassThru && !IsWhatIf) row.Write(new FileInfo(file));
                return;
            }

            if (!Force) throw new RuleException(Rule.FileExists, $"File '{file}' exists already and has another content. To overwrite it, use -Force.");
        }

        if (IsWhatIf)
        {
            row.Preview = (preview.What, [preview.Action]);
            return;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        // A command that is stopped leaves the whole old file or the whole new one.
        var part = $"{file}.{Guid.NewGuid():N}.part";
        try
        {
            await File.WriteAllBytesAsync(part, bytes, cancel).ConfigureAwait(false);
            File.Move(part, file, overwrite: true);
        }
        finally { File.Delete(part); }

        row.Verbose($"File '{file}' was written.");
        if (PassThru) row.Write(new FileInfo(file));
    }
}
