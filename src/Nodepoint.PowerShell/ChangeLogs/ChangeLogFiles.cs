using System.Globalization;
using System.Text.Json;

namespace Nodepoint.PowerShell.ChangeLogs;

/// <summary>The files of a change log: the one that is written, and those that became large, with the time of their end in their names.</summary>
internal static class ChangeLogFiles
{
    /// <summary>The name that a file gets when it has become large: changes.20270131T120000Z.jsonl.</summary>
    /// <param name="path">The path of the file that is written.</param>
    /// <param name="time">The time.</param>
    public static string NextName(string path, DateTimeOffset time)
    {
        var stem = $"{Stem(path)}.{time.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}";
        return $"{stem}{System.IO.Path.GetExtension(path)}";
    }

    /// <summary>The files, the oldest first.</summary>
    /// <param name="path">The path of the file that is written.</param>
    public static IEnumerable<string> Of(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        var name = System.IO.Path.GetFileName(Stem(path));
        var ended = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { MatchType = MatchType.Simple }).Where(file => IsEnded(System.IO.Path.GetFileName(file), name, System.IO.Path.GetExtension(path))).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return File.Exists(path) ? ended.Append(path) : ended;
    }

    /// <summary>Reads a file, which commands can write to at the same time.</summary>
    /// <param name="path">The path.</param>
    /// <param name="damaged">Gets the number of each line that is not one of a change log.</param>
    public static IEnumerable<LoggedChange> Read(string path, Action<long> damaged)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var number = 0L;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0) continue;
            if (Parse(line) is { } change) yield return change;
            else damaged(number);
        }
    }

    private static string Stem(string path) => path[..^System.IO.Path.GetExtension(path).Length];

    private static bool IsEnded(string file, string name, string extension)
        => file.Length == name.Length + 20 + extension.Length && file.StartsWith(name + ".", StringComparison.Ordinal) && file.EndsWith(extension, StringComparison.Ordinal)
            && DateTime.TryParseExact(file.AsSpan(name.Length + 1, 19), "yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out _);

    private static LoggedChange? Parse(string line)
    {
        try { return JsonSerializer.Deserialize(line, LoggedChangeJson.Default.LoggedChange) is { Function.Length: > 0 } change ? change : null; }
        catch (JsonException) { return null; }
    }
}
