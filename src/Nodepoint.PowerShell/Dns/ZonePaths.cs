using System.Management.Automation;
using Nodepoint.IspConfig.Files;
using Nodepoint.PowerShell.Inputs;

namespace Nodepoint.PowerShell.Dns;

/// <summary>The files that zones are kept in: one for each zone, named after it.</summary>
internal static class ZonePaths
{
    /// <summary>The ending of master files that are written.</summary>
    public const string MasterEnding = ".zone";

    /// <summary>The ending of JSON files.</summary>
    public const string JsonEnding = ".json";

    private static readonly string[] Endings = [MasterEnding, JsonEnding, ".db", ".dns", ".hosts"];
    private static readonly string[] Beginnings = ["db.", "named."];

    /// <summary>The files of a path: the file, those that a path with wildcards matches, or the zone files in a folder, by name.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="path">The path.</param>
    /// <param name="parameter">The parameter, for errors.</param>
    /// <exception cref="ItemNotFoundException">There is no such file or folder.</exception>
    public static IEnumerable<string> Expand(PSCmdlet cmdlet, string path, string parameter)
    {
        var full = FilePath.Resolve(cmdlet, path, parameter);
        IEnumerable<string> found = Directory.Exists(full) ? [full] : FilePath.Expand(cmdlet, path, parameter);
        return found.SelectMany<string, string>(one => Directory.Exists(one) ? Directory.EnumerateFiles(one).Where(IsZoneFile).Order(StringComparer.Ordinal) : [one]);
    }

    /// <summary>Whether a path to write to is meant as a file, and not as a folder.</summary>
    /// <param name="path">The full path.</param>
    public static bool IsFile(string path)
        => !Directory.Exists(path) && !Path.EndsInDirectorySeparator(path) && (File.Exists(path) || HasEnding(Path.GetFileName(path)) || HasBeginning(Path.GetFileName(path)) || path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase));

    /// <summary>The name of the file of a zone.</summary>
    /// <param name="origin">The zone.</param>
    /// <param name="isJson">Whether it is JSON.</param>
    public static string FileNameOf(string origin, bool isJson)
    {
        // A zone of RFC 2317 has a slash in its name; the file says which zone it is.
        var name = string.Concat(origin.TrimEnd('.').Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '_'));
        return (name.StartsWith('.') || DeviceName.IsOne(name) ? "_" + name : name) + (isJson ? JsonEnding : MasterEnding);
    }

    // A folder also has other files, such as README.md or package.json.
    private static bool IsZoneFile(string path)
    {
        var name = Path.GetFileName(path);
        return HasBeginning(name) || (HasEnding(name) && (name.EndsWith(MasterEnding, StringComparison.OrdinalIgnoreCase) || Path.GetFileNameWithoutExtension(name).Contains('.', StringComparison.Ordinal)));
    }

    private static bool HasEnding(string name) => Array.Exists(Endings, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase) && name.Length > end.Length);

    private static bool HasBeginning(string name) => Array.Exists(Beginnings, start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase) && name.Length > start.Length);
}
