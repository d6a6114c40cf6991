using System.Text;
using Nodepoint.IspConfig.Clients;
using Nodepoint.IspConfig.Files;
using Nodepoint.IspConfig.Model.Rules;

namespace Nodepoint.IspConfig.State;

/// <summary>Writes a state to a folder: a folder for each area, and in it a file for each client, or for each zone. Files that have not changed are not touched, and those of objects that are gone are removed.</summary>
/// <param name="folder">The folder.</param>
/// <param name="source">The state.</param>
internal sealed class StateFolderWriter(string folder, StateSource source)
{
    private const string Ending = ".json";
    private const string Administrator = "_administrator";
    private const string Zones = "dns/zones";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly string[] Areas = [.. StateNouns.All.Select(noun => noun.Area).Distinct()];

    /// <summary>The number of files that were written, or would be, because their content is new.</summary>
    public int Written { get; private set; }

    /// <summary>The number of files that were removed, or would be.</summary>
    public int Removed { get; private set; }

    /// <summary>The number of files of the state.</summary>
    public int Files { get; private set; }

    /// <summary>Writes the state.</summary>
    /// <param name="isPreview">Whether files are only compared.</param>
    /// <param name="cancel">Stops between two files.</param>
    /// <exception cref="RuleException">A file is in the way that no export has written.</exception>
    public void Write(bool isPreview, CancellationToken cancel) => Write(isPreview, new StateProgress(), cancel);

    /// <summary>Writes the state.</summary>
    /// <param name="isPreview">Whether files are only compared.</param>
    /// <param name="progress">Counts the files that were written.</param>
    /// <param name="cancel">Stops between two files.</param>
    /// <exception cref="RuleException">A file is in the way that no export has written.</exception>
    public void Write(bool isPreview, StateProgress progress, CancellationToken cancel)
    {
        var files = StateNouns.All.SelectMany(source.Entries).GroupBy(PlaceOf).ToArray();
        var names = files.GroupBy(file => file.Key.Folder).ToDictionary(one => one.Key, one => StateFileName.Choose(one.Select(file => file.Key.Text).Where(text => text.Length > 0)));
        var kept = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { StateFile.ManifestName };
        var paths = new List<(string Path, string? Client, IEnumerable<StateEntry> Entries)>();
        foreach (var file in files)
        {
            var path = $"{file.Key.Folder}/{(file.Key.Text.Length == 0 ? Administrator : names[file.Key.Folder][file.Key.Text])}{Ending}";
            kept.Add(path);
            paths.Add((path, file.Key.Client, file));
        }

        // Nothing is written if anything is in the way.
        foreach (var path in kept) RefuseForeign(path);
        progress.Begin($"{(isPreview ? "Comparing" : "Writing")} files", paths.Count);
        foreach (var (path, client, entries) in paths)
        {
            progress.Add();
            cancel.ThrowIfCancellationRequested();
            // A file has the objects of each noun together.
            Write(path, isPreview, output => StateFile.Write(output, client, entries.OrderBy(entry => entry.Noun.Name, StringComparer.Ordinal).Select(source.Read)));
        }

        foreach (var path in Existing().Where(path => !kept.Contains(path)).ToArray()) Remove(path, isPreview);
        // It is written last, so that it is that of the files.
        Write(StateFile.ManifestName, isPreview, output => StateFile.Write(output, source.Manifest));
        Files = kept.Count;
    }

    /// <summary>Whether a file was written by an export.</summary>
    public static bool IsOfState(string path)
    {
        Span<byte> start = stackalloc byte[128];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var text = Encoding.UTF8.GetString(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        return text.Contains($"\"{StateFile.Format}\"", StringComparison.Ordinal);
    }

    /// <summary>The folders that can have files of a state.</summary>
    public static IEnumerable<string> Folders => Areas.Append(Zones);

    private static (string Folder, string Text, string? Client) PlaceOf(StateEntry entry)
        => entry.Noun.IsZone ? (Zones, entry.Name.TrimEnd('.'), entry.Owner)
            : entry.Noun.RecordType == typeof(Client) ? (entry.Noun.Area, entry.Name, entry.Name)
            : entry.Owner is { } owner ? (entry.Noun.Area, owner, owner)
            : (entry.Noun.Area, entry.Server.Length > 0 ? entry.Server : entry.Noun.Name, null);

    private IEnumerable<string> Existing()
        => Folders.Where(area => Directory.Exists(Full(area))).SelectMany(area => Directory.EnumerateFiles(Full(area)).Where(file => IsLeftover(file) || (file.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) && IsOfState(file))).Select(file => $"{area}/{Path.GetFileName(file)}"));

    // Of an export that was killed.
    private static bool IsLeftover(string file) => file.EndsWith(".part", StringComparison.Ordinal) && Path.GetFileName(file).Contains(Ending + ".", StringComparison.OrdinalIgnoreCase);

    private void RefuseForeign(string path)
    {
        var full = Full(path);
        if (Directory.Exists(full) || (File.Exists(full) && !IsOfState(full)))
            throw new RuleException(Rule.FileExists, $"'{full}' exists already and was not written by Export-NpState. Move it, or use another folder as -Path.");
    }

    private void Write(string path, bool isPreview, Action<TextWriter> write)
    {
        var full = Full(path);
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        var bytes = Utf8.GetBytes(text.ToString());
        var exists = File.Exists(full);
        if (exists && new FileInfo(full).Length == bytes.Length && File.ReadAllBytes(full).AsSpan().SequenceEqual(bytes))
        {
            // One that others can read may be of an earlier version.
            if (source.Manifest.IncludesSecrets && !isPreview) PrivateFile.Restrict(full);
            return;
        }

        Written++;
        if (isPreview) return;
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var part = $"{full}.{Guid.NewGuid():N}.part";
        try
        {
            using (var file = source.Manifest.IncludesSecrets ? PrivateFile.Open(part, FileMode.CreateNew, FileShare.None) : new FileStream(part, FileMode.CreateNew)) file.Write(bytes);
            File.Move(part, full, overwrite: true);
        }
        finally { File.Delete(part); }
    }

    private void Remove(string path, bool isPreview)
    {
        Removed++;
        if (!isPreview) File.Delete(Full(path));
    }

    private string Full(string path) => Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
}
