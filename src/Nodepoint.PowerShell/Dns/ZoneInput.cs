using System.Management.Automation;
using Nodepoint.IspConfig.Dns.ZoneChanges;
using Nodepoint.IspConfig.Dns.ZoneFiles;
using Nodepoint.IspConfig.Model.Rules;
using Nodepoint.PowerShell.Bases;
using Nodepoint.PowerShell.Errors;
using Nodepoint.PowerShell.Rows;

namespace Nodepoint.PowerShell.Dns;

/// <summary>Reads zones as they are to be, from files and from rows of the pipeline. A file with an error is not used at all.</summary>
/// <param name="command">The cmdlet.</param>
/// <param name="runner">The runner of the cmdlet, which counts what is refused.</param>
/// <param name="zones">The names of the zones to use, with wildcards; null for all.</param>
internal sealed class ZoneInput(PanelCommand command, RowRunner runner, string[]? zones)
{
    private readonly WildcardPattern[]? _patterns = zones?.Select(zone => WildcardPattern.Get(zone.TrimEnd('.'), WildcardOptions.IgnoreCase)).ToArray();
    // The names that no zone of the input had so far.
    private readonly HashSet<string> _unmatched = zones?.Where(zone => !WildcardPattern.ContainsWildcardCharacters(zone)).Select(zone => zone.TrimEnd('.')).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly ZoneRows _rows = new() { Zone = OnlyName(zones) };

    /// <summary>Reads the zones of files, one after another.</summary>
    /// <param name="paths">The paths of files and folders.</param>
    public IEnumerable<(WantedZone Zone, string File)> Read(string[] paths)
    {
        foreach (var path in paths)
        {
            var files = Expand(path);
            // A name without wildcards says which zone a single file is about.
            var origin = paths.Length == 1 && files.Count == 1 ? OnlyName(zones) : null;
            foreach (var file in files)
                if (Read(file, origin) is { } wanted) yield return (wanted, file);
        }
    }

    /// <summary>Adds a row or a file from the pipeline.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The paths of the files; null for a row.</returns>
    public string[]? Add(PSObject row)
    {
        switch (row.BaseObject)
        {
            case FileSystemInfo file: return [file.FullName];
            case string path: return [path];
        }

        if (_rows.Add(row) is { } problem) runner.Refuse(row, problem.Message, PanelErrors.Record(problem, row));
        return null;
    }

    /// <summary>The zones of the rows, when all have come.</summary>
    public IEnumerable<WantedZone> Rows()
    {
        // From here on, each row of the command is a zone.
        runner.HasPlaces = false;
        foreach (var group in _rows.Groups)
        {
            if (!IsSelected(group.Zone)) continue;
            // What is missing could be taken for something to remove.
            if (group.IsIncomplete || _rows.IsIncomplete) Refuse(group.Zone, $"Zone {group.Zone} was not changed, because not all of its rows could be read.");
            else yield return group.ToWanted();
        }

        foreach (var name in _unmatched) Refuse(name, $"Zone '{name}' was not found in the input. Check -Zone, or the names of the zones in the files.");
    }

    /// <summary>Whether a zone is to be used.</summary>
    /// <param name="zone">The zone, with a trailing dot.</param>
    public bool IsSelected(string zone)
    {
        _unmatched.Remove(zone.TrimEnd('.'));
        return _patterns is null || _patterns.Any(pattern => pattern.IsMatch(zone.TrimEnd('.')));
    }

    private static string? OnlyName(string[]? zones) => zones is [var only] && !WildcardPattern.ContainsWildcardCharacters(only) ? only : null;

    private List<string> Expand(string path)
    {
        try
        {
            var files = ZonePaths.Expand(command, path, "Path").ToList();
            if (files.Count == 0) command.WriteWarning($"Folder '{path}' has no zone files. Their names end in .zone or .json.");
            return files;
        }
        catch (ItemNotFoundException problem)
        {
            runner.Refuse(path, path, new ErrorRecord(new FileNotFoundException($"Zone file '{path}' was not found.", problem), "NotFound", ErrorCategory.ObjectNotFound, path));
            return [];
        }
    }

    private WantedZone? Read(string path, string? origin)
    {
        var name = Path.GetFileName(path);
        var problems = new List<ErrorRecord>();
        void Report(ZoneFileProblem problem) => problems.Add(new ErrorRecord(new FormatException(problem.ToString()), "InvalidZoneFile", ErrorCategory.ParserError, path));
        WantedZone? wanted = null;
        var warnings = new List<string>();
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            var reader = new ZoneDocumentReader { File = name, Origin = origin, AssumedOrigin = ZoneFileReader.ZoneOf(path), Error = Report, Warning = problem => warnings.Add(problem.ToString()) };
            if (reader.Read(file, command.StopToken) is { } document && IsSelected(document.Zone)) wanted = WantedZone.Of(document, name, Report);
        }
        catch (OperationCanceledException) when (command.StopToken.IsCancellationRequested) { throw new PipelineStoppedException(); }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException) { problems.Add(new ErrorRecord(problem, "NotReadable", ErrorCategory.ReadError, path)); }
        catch (RuleException problem) { problems.Add(PanelErrors.Record(problem, path)); }

        if (wanted is not null || problems.Count > 0) warnings.ForEach(command.WriteWarning);
        if (wanted is not null && !_files.TryAdd(wanted.Zone, name))
        {
            problems.Add(PanelErrors.Record(new RuleException(Rule.ConflictingParameters, $"File '{name}' is about zone {wanted.Zone}, which file '{_files[wanted.Zone]}' of this command is about too. Only the first file was used. Remove one of them."), path));
            wanted = null;
        }

        if (problems.Count == 0) return wanted;
        // The first one counts as the row of the zone.
        runner.Refuse(path, name, problems[0]);
        foreach (var problem in problems.Skip(1)) command.WriteError(problem);
        return null;
    }

    private void Refuse(string zone, string message) => runner.Refuse(zone, zone, PanelErrors.Record(new RuleException(Rule.ValueMissing, message), zone));
}
