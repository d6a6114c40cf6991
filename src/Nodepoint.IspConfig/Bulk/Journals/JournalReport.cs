using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>Summarizes a journal: the number of rows per outcome, and why rows failed.</summary>
internal sealed class JournalReport
{
    private readonly string _path;
    private readonly List<(JournalState State, long Offset, int Length, ulong Hash)> _rows = [];
    private readonly Dictionary<string, int> _reasons = [];

    private JournalReport(string path, JournalHeader header)
    {
        (_path, Header, LastAt) = (path, header, header.StartedAt);
    }

    /// <summary>The command and panel the journal belongs to.</summary>
    public JournalHeader Header { get; }

    /// <summary>When the last line was written.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>The number of rows in the journal.</summary>
    public int Rows => _rows.Count(row => row.State is not (JournalState.Fixed or JournalState.Dropped));

    /// <summary>Whether the last run that sent something reached the end of its input.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The zones whose serials must still be raised.</summary>
    public IReadOnlyCollection<string> DueSerials { get; private set; } = [];

    /// <summary>The number of failed or unknown rows for each reason, the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Reasons => [.. _reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal)];

    /// <summary>Counts the rows with an outcome.</summary>
    /// <param name="state">The outcome.</param>
    /// <returns>The count.</returns>
    public int CountOf(JournalState state) => _rows.Count(row => row.State == state);

    /// <summary>The address of the panel that a journal belongs to.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <returns>The address; null if the file is not a journal that can be read.</returns>
    public static string? PanelOf(string path)
    {
        try
        {
            using var file = Open(path);
            return new JournalLines(file).TryRead(out var first, out var whole) && whole ? JournalHeader.TryRead(first, out _)?.Panel : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JournalException) { return null; }
    }

    /// <summary>Reads what those rows are about that an earlier run has begun and not finished.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <returns>The subjects; empty if the file does not exist, or is not a journal that can be read.</returns>
    public static IReadOnlyCollection<string> SubjectsOfOpen(string path)
    {
        var open = new Dictionary<int, string>();
        try
        {
            using var file = Open(path);
            var lines = new JournalLines(file);
            if (!lines.TryRead(out var first, out var whole) || !whole || JournalHeader.TryRead(first, out _) is null) return [];
            while (lines.TryRead(out var bytes, out whole) && whole)
            {
                if (!JournalLine.TryRead(bytes, out var line) || line.Row < 1) continue;
                if (line.Key is { } key) open[line.Row] = line.Subject ?? key;
                if (line.State is not (JournalState.Sending or JournalState.Failed or JournalState.Unknown)) open.Remove(line.Row);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JournalException) { return []; }
        return open.Values;
    }

    /// <summary>Reads a journal, even while it is being written.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <returns>The report.</returns>
    /// <exception cref="JournalException">The file is not a journal, was written by a newer version, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static JournalReport Read(string path)
    {
        using var file = Open(path);
        var lines = new JournalLines(file);
        var header = JournalHeader.TryRead(lines.TryRead(out var first, out var whole) && whole ? first : default, out var newer);
        if (newer is not null) throw new JournalException($"Journal {path} was written by {newer}. Update Nodepoint to read it.");
        var report = new JournalReport(path, header ?? throw new JournalException($"{path} is not a journal of this module. Specify another file."));
        var due = new Dictionary<long, string>();
        for (var number = 2; lines.TryRead(out var bytes, out whole) && whole; number++)
        {
            if (JournalLine.TryRead(bytes, out var line) && report.Apply(line, lines.Offset, bytes.Length, due)) continue;
            if (lines.IsTooLong || lines.TryRead(out _, out _)) throw new JournalException($"Line {number} of journal {path} is damaged. Restore the file from a backup.");
        }

        report.DueSerials = [.. due.Values];
        foreach (var (state, offset, length, _) in report._rows)
        {
            if (state is not (JournalState.Failed or JournalState.Unknown)) continue;
            var reason = ReasonText.WithoutPlace(JournalLines.At(file, offset, length).Error ?? "");
            CollectionsMarshal.GetValueRefOrAddDefault(report._reasons, reason, out _)++;
        }

        return report;
    }

    /// <summary>Reads the failed rows, in order.</summary>
    /// <returns>The number, the error ID, the error message, and the values as JSON without secrets, for each row.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IEnumerable<FailedRow> Failed()
    {
        using var file = Open(_path);
        for (var number = 1; number <= _rows.Count; number++)
        {
            var (state, offset, length, hash) = _rows[number - 1];
            if (state != JournalState.Failed) continue;
            var line = JournalLines.At(file, offset, length);
            yield return new FailedRow(number, line.ErrorId ?? "", line.Error ?? "", line.Values) { Omitted = line.Omitted, Token = JournalToken.Of(number, hash, Header.Key) };
        }
    }

    private bool Apply(in JournalLine line, long offset, int length, Dictionary<long, string> due)
    {
        LastAt = line.At;
        if (line.Row > 0)
        {
            if (line.Row > _rows.Count + 1 || line.Fixes >= line.Row) return false;
            if (line.Row > _rows.Count) _rows.Add(default);
            _rows[line.Row - 1] = (line.State, offset, length, line.Key is null ? _rows[line.Row - 1].Hash : line.Hash);
            if (line.Fixes > 0) _rows[line.Fixes - 1] = (JournalState.Fixed, 0, 0, _rows[line.Fixes - 1].Hash);
            if (line.Key is not null) IsComplete = false;
        }
        else if (line.Rows >= 0) IsComplete = true;
        else if (line.Raised) due.Remove(line.Zone);
        else due[line.Zone] = line.Origin ?? "";
        return true;
    }

    private static SafeFileHandle Open(string path)
    {
        RegularFile.Check(path);
        return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }
}

/// <summary>A failed row.</summary>
/// <param name="Number">The row's number in the journal, from 1.</param>
/// <param name="ErrorId">The error ID.</param>
/// <param name="Error">The error message.</param>
/// <param name="Given">The row's values: a JSON object of parameters; secrets are null.</param>
internal sealed record FailedRow(int Number, string ErrorId, string Error, ReadOnlyMemory<byte> Given)
{
    /// <summary>The length of the row's values in bytes, if they were too long for the journal and are therefore missing; otherwise 0.</summary>
    public int Omitted { get; init; }

    /// <summary>What tells this journal that an object stands for the row; see <see cref="JournalToken"/>.</summary>
    public string Token { get; init; } = "";
}
