using System.Collections.Concurrent;
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
    private readonly HashSet<int> _settled = [];
    private readonly ConcurrentDictionary<(string Subject, long Id), int> _claims = new();
    private readonly TimeProvider _time;
    // How this run writes the values of rows, if not as the header says.
    private readonly string? _content;
    private readonly bool _isNew;
    private readonly bool _wasComplete;
    private int _added;
    private int _rows;
    private bool _isSelection;

    private Journal(JournalHeader header, string content, JournalFile file, Loaded loaded, TimeProvider time)
    {
        (_header, _file, _index, _due, Total, _time) = (header, file, loaded.Index, loaded.Due, loaded.Total, time);
        _content = header.Content == content ? null : content;
        _isNew = header.Command.StartsWith("New-", StringComparison.OrdinalIgnoreCase);
        _wasComplete = loaded.IsComplete;
        IsResumed = _index.Count > 0;
    }

    /// <summary>Whether the journal contains rows of an earlier run.</summary>
    public bool IsResumed { get; }

    /// <summary>The number of rows of the input, if an earlier run reached its end; null if it is unknown.</summary>
    public int? Total { get; }

    /// <summary>The version of Nodepoint that created the journal; null if it did not record its version yet.</summary>
    public string? CreatedBy => _header.Version;

    /// <summary>Whether other users could read the file, which an earlier version created, until it was opened.</summary>
    public bool WasShared { get; private init; }

    /// <summary>Whether rows have been added to a journal of the first format, whose rows are recognized by their keys.</summary>
    public bool IsOfFirstFormat => IsResumed && _header.Format == 1;

    /// <summary>The number of rows that earlier runs have done and that were not in the input; 0 if the input is only what had failed.</summary>
    public int CountOfMissingDone => _isSelection ? 0 : _index.CountOfUnmatchedDone();

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
        var loaded = new Loaded();
        var file = JournalFile.Open(path, handle => Load(path, handle, content, ref header, loaded), write);
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
            return new Journal(header, content, file, loaded, time) { WasShared = header.Version is null && file.TryRestrict() };
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
    /// <param name="subject">What the row is about, if the key does not say it: a text with the number of an object of the panel. Null for the key.</param>
    /// <param name="token">What the row says about the failed row that it fixes: see <see cref="JournalToken"/>. Any text but a token of this journal is ignored.</param>
    /// <returns>The row.</returns>
    public JournalRow Match(string key, ReadOnlySpan<byte> content, string? subject = null, string? token = null)
    {
        _rows++;
        var hash = HashOf(content);
        // The first format knows rows by their keys alone.
        subject = _header.Format == 1 || subject is null ? key : subject;
        if (!IsResumed) return New(new JournalRow(0, key, JournalState.None) { Hash = hash }, subject);
        var fixes = JournalToken.NumberOf(token);
        if (fixes < 1 || fixes > _index.Count || !string.Equals(JournalToken.Of(fixes, _index.HashOf(fixes), _header.Key), token, StringComparison.OrdinalIgnoreCase)) fixes = 0;
        if (fixes > 0) _isSelection = true;
        var found = _index.Match(key, JournalText.OfKey(subject, _header.Key), hash, fixes, _header.Format == 1 ? _rows : 0, _isNew);
        if (found is { Earlier: JournalState.Done, IsMatchedByKeyAlone: true }) MatchedByKeyAlone++;
        return found.Number > 0 ? found with { Subject = subject } : New(found, subject);
    }

    /// <summary>The keyed hash of a row's values.</summary>
    /// <param name="content">The values, without secrets, in a deterministic form.</param>
    public ulong HashOf(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_header.Key, content, hash);
        return BitConverter.ToUInt64(hash);
    }

    /// <summary>Finds the rows that earlier runs may have sent and that were not in the input; none if the input was only what had failed.</summary>
    /// <returns>The rows, in order.</returns>
    public IReadOnlyList<JournalRow> FindMissingOpen()
    {
        if (_isSelection || !IsResumed || _index.UnmatchedOpen() is not { Count: > 0 } open) return [];
        // Their keys are not kept in memory.
        foreach (var line in _file.ReadLines())
            if (line.Key is { } key && open.TryGetValue(line.Row, out var row)) open[line.Row] = row with { Key = key, Subject = line.Subject ?? key, HasSecret = line.HasSecret };
        return [.. open.Values.Where(row => !_settled.Contains(row.Number)).OrderBy(row => row.Number)];
    }

    /// <summary>Records that a row of <see cref="FindMissingOpen"/> was found done on the panel.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">The ID of its record; 0 for none.</param>
    /// <returns>Completes when the entry is on disk.</returns>
    public Task SettledAsync(JournalRow row, long id)
    {
        ArgumentNullException.ThrowIfNull(row);
        _settled.Add(row.Number);
        return DoneAsync(row, id, default);
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

    /// <summary>Claims a record for a row that may be done. Of equal rows, each has a record of its own.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">The record's ID.</param>
    /// <returns>Whether no other row has it.</returns>
    public bool TryClaim(JournalRow row, long id)
    {
        ArgumentNullException.ThrowIfNull(row);
        return !row.Taken.Contains(id) && _claims.GetOrAdd((row.Subject, id), row.Number) == row.Number;
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
        return AppendAsync(new JournalLine
        {
            Row = row.Number, State = JournalState.Sending, Key = key, Subject = row.Subject == row.Key ? null : JournalText.OfKey(row.Subject, _header.Key),
            Hash = row.Hash, Fixes = row.Fixes, IsFix = row.IsFix, HasSecret = row.HasSecret, Content = _content, Values = follows, At = Now,
        });
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

    /// <summary>Records the end of the input, unless the input was only what had failed. Failed rows that a new edition of the input lacks are not listed any more.</summary>
    /// <returns>Completes when the entry is on disk.</returns>
    public Task EndAsync()
    {
        if (_isSelection) return _wasComplete ? AppendAsync(new JournalLine { Rows = Total ?? _rows, At = Now }) : Task.CompletedTask;
        // Earlier versions, which know the first format, do not know this state.
        if (_header.Format > 1)
            foreach (var number in _index.Dropped()) _ = AppendAsync(new JournalLine { Row = number, State = JournalState.Dropped, At = Now });
        // An input without any row is one whose objects are all done.
        return AppendAsync(new JournalLine { Rows = _rows > 0 ? _rows : Total ?? 0, At = Now });
    }

    /// <summary>Flushes the entries to disk and closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private JournalRow New(JournalRow row, string subject) => row with { Number = _index.Count + ++_added, Subject = subject };

    private DateTimeOffset Now => _time.GetUtcNow();

    private Task AppendAsync(JournalLine line, bool isResult = false) => _file.Append(line, static (line, writer) => line.Write(writer), isResult);

    private static string ModuleVersion { get; } = typeof(Journal).Assembly.GetName().Version!.ToString(3);

    private static ReadOnlyMemory<byte> Fitting(ReadOnlyMemory<byte> values) => values.Length > JournalLine.MaxValues ? default : values;

    private static int OmittedOf(ReadOnlyMemory<byte> values) => values.Length > JournalLine.MaxValues ? values.Length : 0;

    private static string Size(int bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,##0} bytes");

    private static long Load(string path, SafeFileHandle file, string content, ref JournalHeader? header, Loaded loaded)
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
            else if (!whole || !JournalLine.TryRead(bytes, out var line) || !loaded.Apply(line, header!, content, lines.Offset, bytes.Length))
            {
                // A power failure can only damage the last line, which was not used yet; damage before other lines has another cause.
                if (!whole || (!lines.IsTooLong && IsLast(lines))) return end;
                throw new JournalException($"Line {number} of journal {path} is damaged. Restore the file from a backup, or specify another file with -Journal and use -SkipExisting.");
            }

            end = lines.Next;
        }

        return end;
    }

    private static bool IsLast(JournalLines lines) => !lines.TryRead(out _, out _);

    private static bool IsTruncated(ReadOnlySpan<byte> bytes, bool whole)
        => !whole && (bytes.StartsWith(JournalHeader.Prefix) || JournalHeader.Prefix.StartsWith(bytes) || bytes.IndexOfAnyExcept((byte)0) < 0);

    // What the file has of earlier runs.
    private sealed class Loaded
    {
        public JournalIndex Index { get; } = new();

        public Dictionary<long, string> Due { get; } = [];

        public int? Total { get; private set; }

        public bool IsComplete { get; private set; }

        public bool Apply(in JournalLine line, JournalHeader header, string content, long offset, int length)
        {
            if (line.Row > 0)
            {
                // The run that sends it has to reach the end of its input in turn.
                if (line.Key is not null) IsComplete = false;
                var subject = line.Subject ?? line.Key;
                return Index.Add(line, subject is null ? null : JournalText.OfKey(subject, header.Key), (line.Content ?? header.Content) == content, offset, length);
            }

            if (line.Rows >= 0) (Total, IsComplete) = (line.Rows, true);
            else if (line.Raised) Due.Remove(line.Zone);
            else Due[line.Zone] = line.Origin ?? "";
            return true;
        }
    }
}
