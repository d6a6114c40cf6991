using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>
/// Records the outcome of each row of a command in a JSON Lines file: an entry is on disk before a row is sent and after its outcome is known. With the file,
/// the same command resumes an interrupted run. It contains no secrets: a row is identified by its natural key and a keyed hash of its values.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly JournalHeader _header;
    private readonly JournalFile _file;
    private readonly JournalIndex _index;
    private readonly Dictionary<long, string> _due;
    private readonly Dictionary<long, Task> _dueEntries = [];
    private readonly TimeProvider _time;
    // How this run writes the values of rows, if not as the header says.
    private readonly string? _content;
    private int _added;

    private Journal(JournalHeader header, string content, JournalFile file, JournalIndex index, Dictionary<long, string> due, int? total, TimeProvider time)
    {
        (_header, _file, _index, _due, Total, _time) = (header, file, index, due, total, time);
        _content = header.Content == content ? null : content;
        IsResumed = index.Count > 0;
    }

    /// <summary>Whether the journal contains rows of an earlier run.</summary>
    public bool IsResumed { get; }

    /// <summary>The number of rows of the input, if an earlier run reached its end; null if it is unknown.</summary>
    public int? Total { get; }

    /// <summary>The version of Nodepoint that created the journal; null if it did not record its version yet.</summary>
    public string? CreatedBy => _header.Version;

    /// <summary>Whether other users could read the file, which an earlier version created, until it was opened.</summary>
    public bool WasShared { get; private init; }

    /// <summary>The number of done rows that were recognized by their key alone; see <see cref="JournalRow.IsMatchedByKeyAlone"/>.</summary>
    public int MatchedByKeyAlone { get; private set; }

    /// <summary>The zones whose serials earlier runs did not raise yet: ID and name.</summary>
    public IReadOnlyCollection<KeyValuePair<long, string>> DueSerials
    {
        get { lock (_due) return [.. _due]; }
    }

    /// <summary>Opens or creates a journal.</summary>
    /// <param name="path">The full path of the file; its folder must exist.</param>
    /// <param name="command">The command it belongs to, such as New-NpMailbox.</param>
    /// <param name="panel">The panel's address.</param>
    /// <param name="content">How the values of rows are written: a short text that changes when the same row would be written differently. A row of a run with
    /// another text is compared by its key alone.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="JournalException">The file is not a journal, belongs to another command or panel, was written by a newer version, is damaged, or is in use.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static Journal Open(string path, string command, Uri panel, string content, TimeProvider time) => Open(path, command, panel, content, time, null);

    internal static Journal Open(string path, string command, Uri panel, string content, TimeProvider time, JournalWrite? write)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(time);
        JournalHeader? header = null;
        var index = new JournalIndex();
        var due = new Dictionary<long, string>();
        int? total = null;
        var file = JournalFile.Open(path, handle => Load(path, handle, content, ref header, index, due, ref total), write);
        try
        {
            if (header is null)
            {
                header = new JournalHeader(command, panel.ToString(), time.GetUtcNow()) { Version = ModuleVersion, Content = content };
                _ = file.Append(header, static (line, writer) => line.Write(writer));
            }
            else if (header.Command != command) throw new JournalException($"Journal {path} belongs to {header.Command}, not to {command}. Specify another file with -Journal.");
            else if (header.Panel != panel.ToString()) throw new JournalException($"Journal {path} belongs to panel {header.Panel}, not to {panel}. Specify another file with -Journal.");
            // Earlier versions created journals that others can read. With later ones, somebody has allowed it on purpose.
            return new Journal(header, content, file, index, due, total, time) { WasShared = header.Version is null && file.TryRestrict() };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Finds the journal's row for a row of the input. Rows must be matched in the order of the input.</summary>
    /// <param name="key">The natural key.</param>
    /// <param name="content">The row's values, without secrets, in a deterministic form.</param>
    /// <param name="number">The row's number in the journal, if the row contains it; otherwise 0.</param>
    /// <returns>The row.</returns>
    /// <exception cref="JournalException">The journal belongs to another input.</exception>
    public JournalRow Match(string key, ReadOnlySpan<byte> content, int number = 0)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_header.Key, content, hash);
        var first = BitConverter.ToUInt64(hash);
        var found = IsResumed ? _index.Match(key, JournalText.OfKey(key, _header.Key), first, number) : null;
        if (found is { Earlier: JournalState.Done, IsMatchedByKeyAlone: true }) MatchedByKeyAlone++;
        return found ?? new JournalRow(_index.Count + ++_added, key, JournalState.None) { Hash = first };
    }

    /// <summary>Gets the saved data of a row: the stored record of a completed row, or the pending follow-up of an interrupted row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>JSON; empty if nothing was saved.</returns>
    public ReadOnlyMemory<byte> StoredOf(JournalRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Stored.Length == 0) return default;
        var (offset, length) = row.Stored;
        return _file.At(offset, length).Values;
    }

    /// <summary>Records that a row is about to be sent.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Completes when the entry is on disk.</returns>
    public Task SendingAsync(JournalRow row) => SendingAsync(row, default);

    /// <summary>Records that a row is about to be sent, and its follow-up.</summary>
    /// <param name="row">The row.</param>
    /// <param name="follows">The follow-up, without secrets: JSON, or empty.</param>
    /// <returns>Completes when the entry is on disk; fails with an <see cref="IOException"/> if the follow-up is too long for the journal.</returns>
    public Task SendingAsync(JournalRow row, ReadOnlyMemory<byte> follows)
    {
        ArgumentNullException.ThrowIfNull(row);
        var key = JournalText.OfKey(row.Key, _header.Key);
        // Without its follow-up, an interrupted row could not be completed.
        if (follows.Length > JournalLine.MaxValues)
            return Task.FromException(new IOException($"The changes that have to follow '{key}' take {Size(follows.Length)}, which is too long for the journal. Run the command for this row without -Journal."));
        return AppendAsync(new JournalLine { Row = row.Number, State = JournalState.Sending, Key = key, Hash = row.Hash, Content = _content, Values = follows, At = Now });
    }

    /// <summary>Records that a row is completed.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">The ID of its record; 0 for none.</param>
    /// <param name="stored">The values of the stored record that differ from the row, without secrets: JSON, or empty.</param>
    /// <returns>Completes when the entry is on disk.</returns>
    public Task DoneAsync(JournalRow row, long id, ReadOnlyMemory<byte> stored)
    {
        ArgumentNullException.ThrowIfNull(row);
        return AppendAsync(new JournalLine { Row = row.Number, State = JournalState.Done, Id = id, Values = Fitting(stored), Omitted = OmittedOf(stored), At = Now }, isResult: true);
    }

    /// <summary>Records that a row failed or that its outcome is unknown.</summary>
    /// <param name="row">The row.</param>
    /// <param name="state">Failed or unknown.</param>
    /// <param name="errorId">The error ID.</param>
    /// <param name="error">The error message; without secrets.</param>
    /// <param name="given">The row's values, without secrets: JSON.</param>
    /// <returns>Completes when the entry is on disk.</returns>
    public Task RecordFailureAsync(JournalRow row, JournalState state, string errorId, string error, ReadOnlyMemory<byte> given)
    {
        ArgumentNullException.ThrowIfNull(row);
        return AppendAsync(
            new JournalLine
            {
                Row = row.Number, State = state, ErrorId = JournalText.Of(errorId, JournalText.MaxShort), Error = JournalText.Of(error, JournalText.MaxError),
                Values = Fitting(given), Omitted = OmittedOf(given), At = Now,
            },
            isResult: true);
    }

    /// <summary>Records that a row was not sent because the command was stopped.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Completes when the entry is on disk.</returns>
    public Task WithdrawnAsync(JournalRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return AppendAsync(new JournalLine { Row = row.Number, State = JournalState.Withdrawn, At = Now }, isResult: true);
    }

    /// <summary>Records that a zone's serial must be raised.</summary>
    /// <param name="zone">The zone's ID.</param>
    /// <param name="origin">The zone's name.</param>
    /// <returns>Completes when the entry is on disk.</returns>
    public Task RecordPendingSerialAsync(long zone, string origin)
    {
        lock (_due)
        {
            // A second row of the zone also waits until the entry of the first one is on disk.
            if (!_due.TryAdd(zone, origin)) return _dueEntries.GetValueOrDefault(zone, Task.CompletedTask);
            return _dueEntries[zone] = AppendAsync(new JournalLine { Zone = zone, Origin = JournalText.Of(origin, JournalText.MaxShort), At = Now });
        }
    }

    /// <summary>Records that a zone's serial was raised.</summary>
    /// <param name="zone">The zone's ID.</param>
    /// <param name="origin">The zone's name.</param>
    /// <returns>Completes when the entry is on disk.</returns>
    public Task RecordRaisedSerialAsync(long zone, string origin)
    {
        lock (_due) _due.Remove(zone);
        return AppendAsync(new JournalLine { Zone = zone, Origin = JournalText.Of(origin, JournalText.MaxShort), Raised = true, At = Now });
    }

    /// <summary>Records the end of the input, unless the input lacked rows of earlier runs.</summary>
    /// <returns>Completes when the entry is on disk.</returns>
    public Task EndAsync() => _index.IsFullyMatched ? AppendAsync(new JournalLine { Rows = _index.Count + _added, At = Now }) : Task.CompletedTask;

    /// <summary>Flushes the entries to disk and closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private DateTimeOffset Now => _time.GetUtcNow();

    private Task AppendAsync(JournalLine line, bool isResult = false) => _file.Append(line, static (line, writer) => line.Write(writer), isResult);

    private static string ModuleVersion { get; } = typeof(Journal).Assembly.GetName().Version!.ToString(3);

    private static ReadOnlyMemory<byte> Fitting(ReadOnlyMemory<byte> values) => values.Length > JournalLine.MaxValues ? default : values;

    private static int OmittedOf(ReadOnlyMemory<byte> values) => values.Length > JournalLine.MaxValues ? values.Length : 0;

    private static string Size(int bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,##0} bytes");

    private static long Load(string path, SafeFileHandle file, string content, ref JournalHeader? header, JournalIndex index, Dictionary<long, string> due, ref int? total)
    {
        var lines = new JournalLines(file);
        var end = 0L;
        for (var number = 1; lines.TryRead(out var bytes, out var whole); number++)
        {
            if (number == 1)
            {
                header = JournalHeader.TryRead(whole ? bytes : default, out var newer);
                if (newer is not null) throw new JournalException($"Journal {path} was written by {newer}. Update Nodepoint, or specify another file with -Journal.");
                if (header is null && (lines.IsTooLong || !IsTruncated(bytes, whole))) throw new JournalException($"{path} is not a journal of this module. Specify another file with -Journal.");
                if (header is null) return 0;
            }
            else if (!whole || !JournalLine.TryRead(bytes, out var line) || !Apply(line, header!, content, lines.Offset, bytes.Length, index, due, ref total))
            {
                // A power failure can only damage the last line, which was not used yet; damage before other lines has another cause.
                if (!whole || (!lines.IsTooLong && IsLast(lines))) return end;
                throw new JournalException($"Line {number} of journal {path} is damaged. Restore the file from a backup, or specify another file with -Journal and use -SkipExisting.");
            }

            end = lines.Next;
        }

        return end;
    }

    private static bool Apply(in JournalLine line, JournalHeader header, string content, long offset, int length, JournalIndex index, Dictionary<long, string> due, ref int? total)
    {
        if (line.Row > 0) return index.Add(line, line.Key is null ? null : JournalText.OfKey(line.Key, header.Key), (line.Content ?? header.Content) == content, offset, length);
        if (line.Rows >= 0) total = line.Rows;
        else if (line.Raised) due.Remove(line.Zone);
        else due[line.Zone] = line.Origin ?? "";
        return true;
    }

    private static bool IsLast(JournalLines lines) => !lines.TryRead(out _, out _);

    private static bool IsTruncated(ReadOnlySpan<byte> bytes, bool whole)
        => !whole && (bytes.StartsWith(JournalHeader.Prefix) || JournalHeader.Prefix.StartsWith(bytes) || bytes.IndexOfAnyExcept((byte)0) < 0);
}
