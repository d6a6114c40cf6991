using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>
/// What became of each row of a command, in a file of JSON lines: before a row is sent and after it has its outcome, that is on the disk. With the file,
/// the same command goes on where an earlier run was cut off. Nothing secret is in it: a row is known by its natural key and by a keyed hash of what it gives.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly JournalHeader _header;
    private readonly JournalFile _file;
    private readonly JournalIndex _index;
    private readonly Dictionary<long, string> _due;
    private readonly Dictionary<long, Task> _noted = [];
    private readonly TimeProvider _time;
    private int _added;

    private Journal(JournalHeader header, JournalFile file, JournalIndex index, Dictionary<long, string> due, int? total, TimeProvider time)
    {
        (_header, _file, _index, _due, Total, _time) = (header, file, index, due, total, time);
        IsResumed = index.Count > 0;
    }

    /// <summary>Whether rows of an earlier run are in it.</summary>
    public bool IsResumed { get; }

    /// <summary>How many rows the input has, where an earlier run came to its end; null where that is not known.</summary>
    public int? Total { get; }

    /// <summary>The zones whose serials earlier runs have left to be raised: number and name.</summary>
    public IReadOnlyCollection<KeyValuePair<long, string>> DueSerials
    {
        get { lock (_due) return [.. _due]; }
    }

    /// <summary>Opens a journal, or makes it.</summary>
    /// <param name="path">The file's whole path; its folder has to be there.</param>
    /// <param name="command">The command it is of, such as New-NpMailbox.</param>
    /// <param name="panel">The panel's address.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="JournalException">The file is no journal, or one of another command or panel, or it is damaged or in use.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static Journal Open(string path, string command, Uri panel, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(time);
        JournalHeader? header = null;
        var index = new JournalIndex();
        var due = new Dictionary<long, string>();
        int? total = null;
        var file = JournalFile.Open(path, handle => Load(path, handle, ref header, index, due, ref total));
        try
        {
            if (header is null)
            {
                header = new JournalHeader(command, panel.ToString(), time.GetUtcNow());
                _ = file.Append(header, static (line, writer) => line.Write(writer));
            }
            else if (header.Command != command) throw new JournalException($"The journal {path} is of {header.Command}, not of {command}. Give another file.");
            else if (header.Panel != panel.ToString()) throw new JournalException($"The journal {path} is of the panel {header.Panel}, not of {panel}. Give another file.");
            return new Journal(header, file, index, due, total, time);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The journal's row that a row of the input is. Rows have to be met in the order of the input.</summary>
    /// <param name="key">Its natural key.</param>
    /// <param name="content">What it gives, without secrets, in any form that is the same each time.</param>
    /// <param name="number">Its number in the journal, where the row itself tells it; 0 where it does not.</param>
    /// <returns>The row.</returns>
    /// <exception cref="JournalException">The journal is of another input.</exception>
    public JournalRow Match(string key, ReadOnlySpan<byte> content, int number = 0)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_header.Key, content, hash);
        var first = BitConverter.ToUInt64(hash);
        return (IsResumed ? _index.Match(key, first, number) : null) ?? new JournalRow(_index.Count + ++_added, key, JournalState.None) { Hash = first };
    }

    /// <summary>What was kept of a row: of one that is done, the stored record; of one that was cut off, what has to follow.</summary>
    /// <param name="row">The row.</param>
    /// <returns>JSON; empty where nothing was kept.</returns>
    public ReadOnlyMemory<byte> StoredOf(JournalRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Stored.Length == 0) return default;
        var (offset, length) = row.Stored;
        return _file.At(offset, length).Values;
    }

    /// <summary>Notes that a row may be sent from now on.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Completes when that is on the disk.</returns>
    public Task SendingAsync(JournalRow row) => SendingAsync(row, default);

    /// <summary>Notes that a row may be sent from now on, and what has to follow then.</summary>
    /// <param name="row">The row.</param>
    /// <param name="follows">What has to follow, without secrets: JSON, or empty.</param>
    /// <returns>Completes when that is on the disk.</returns>
    public Task SendingAsync(JournalRow row, ReadOnlyMemory<byte> follows)
    {
        ArgumentNullException.ThrowIfNull(row);
        return AppendAsync(new JournalLine { Row = row.Number, State = JournalState.Sending, Key = row.Key, Hash = row.Hash, Values = follows, At = Now });
    }

    /// <summary>Notes that a row is done.</summary>
    /// <param name="row">The row.</param>
    /// <param name="id">The panel's number of its record; 0 for none.</param>
    /// <param name="stored">The record as stored, as far as the row does not say it, without secrets: JSON, or empty.</param>
    /// <returns>Completes when that is on the disk.</returns>
    public Task DoneAsync(JournalRow row, long id, ReadOnlyMemory<byte> stored)
    {
        ArgumentNullException.ThrowIfNull(row);
        return AppendAsync(new JournalLine { Row = row.Number, State = JournalState.Done, Id = id, Values = stored, At = Now }, isResult: true);
    }

    /// <summary>Notes that a row failed or that its outcome is unknown.</summary>
    /// <param name="row">The row.</param>
    /// <param name="state">Which of both.</param>
    /// <param name="errorId">The error's stable id.</param>
    /// <param name="error">What happened; nothing secret.</param>
    /// <param name="given">What the row gives, without secrets: JSON.</param>
    /// <returns>Completes when that is on the disk.</returns>
    public Task NotDoneAsync(JournalRow row, JournalState state, string errorId, string error, ReadOnlyMemory<byte> given)
    {
        ArgumentNullException.ThrowIfNull(row);
        return AppendAsync(new JournalLine { Row = row.Number, State = state, ErrorId = errorId, Error = error, Values = given, At = Now }, isResult: true);
    }

    /// <summary>Notes that a row was not sent, as the command was stopped before.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Completes when that is on the disk.</returns>
    public Task WithdrawnAsync(JournalRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return AppendAsync(new JournalLine { Row = row.Number, State = JournalState.Withdrawn, At = Now }, isResult: true);
    }

    /// <summary>Notes that a zone's serial has to be raised.</summary>
    /// <param name="zone">The zone's number.</param>
    /// <param name="origin">Its name.</param>
    /// <returns>Completes when that is on the disk.</returns>
    public Task DueAsync(long zone, string origin)
    {
        lock (_due)
        {
            // Whoever comes second is not sent before the line of the first one is on the disk either.
            if (!_due.TryAdd(zone, origin)) return _noted.GetValueOrDefault(zone, Task.CompletedTask);
            return _noted[zone] = AppendAsync(new JournalLine { Zone = zone, Origin = origin, At = Now });
        }
    }

    /// <summary>Notes that a zone's serial was raised.</summary>
    /// <param name="zone">The zone's number.</param>
    /// <param name="origin">Its name.</param>
    /// <returns>Completes when that is on the disk.</returns>
    public Task RaisedAsync(long zone, string origin)
    {
        lock (_due) _due.Remove(zone);
        return AppendAsync(new JournalLine { Zone = zone, Origin = origin, Raised = true, At = Now });
    }

    /// <summary>Notes that the input has come to its end; not where it had only some of the rows that earlier runs have met.</summary>
    /// <returns>Completes when that is on the disk.</returns>
    public Task EndAsync() => _index.IsFullyMatched ? AppendAsync(new JournalLine { Rows = _index.Count + _added, At = Now }) : Task.CompletedTask;

    /// <summary>Puts what was noted on the disk and closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private DateTimeOffset Now => _time.GetUtcNow();

    private Task AppendAsync(JournalLine line, bool isResult = false) => _file.Append(line, static (line, writer) => line.Write(writer), isResult);

    private static long Load(string path, SafeFileHandle file, ref JournalHeader? header, JournalIndex index, Dictionary<long, string> due, ref int? total)
    {
        var lines = new JournalLines(file);
        var end = 0L;
        for (var number = 1; lines.TryRead(out var bytes, out var whole); number++)
        {
            if (number == 1)
            {
                header = whole ? JournalHeader.TryRead(new ReadOnlySequence<byte>(bytes.ToArray())) : null;
                if (header is null && !IsCutOff(bytes, whole)) throw new JournalException($"{path} is no journal of this module. Give another file.");
                if (header is null) return 0;
            }
            else if (!whole || !JournalLine.TryRead(bytes, out var line) || !Take(line, lines.Offset, bytes.Length, index, due, ref total))
            {
                // What a power cut leaves of the last write was never relied on; a bad line before others was not left by one.
                if (!whole || IsLast(lines)) return end;
                throw new JournalException($"Line {number} of the journal {path} is damaged. Repair it from a copy, or give another file and use -SkipExisting.");
            }

            end = lines.Next;
        }

        return end;
    }

    private static bool Take(in JournalLine line, long offset, int length, JournalIndex index, Dictionary<long, string> due, ref int? total)
    {
        if (line.Row > 0) return index.Add(line, offset, length);
        if (line.Rows >= 0) total = line.Rows;
        else if (line.Raised) due.Remove(line.Zone);
        else due[line.Zone] = line.Origin ?? "";
        return true;
    }

    private static bool IsLast(JournalLines lines) => !lines.TryRead(out _, out _);

    private static bool IsCutOff(ReadOnlySpan<byte> bytes, bool whole)
        => !whole && (bytes.StartsWith(JournalHeader.Beginning) || JournalHeader.Beginning.StartsWith(bytes) || bytes.IndexOfAnyExcept((byte)0) < 0);
}
