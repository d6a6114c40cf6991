using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Nodepoint.IspConfig.Files;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>
/// The file of a journal: lines are appended in order, many of them with one flush to disk. After the wait for a line,
/// it survives a crash of the process and a power failure.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private static readonly TimeSpan BatchDelay = TimeSpan.FromMilliseconds(1);

    private static readonly JsonWriterOptions Relaxed = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly object _gate = new();
    private readonly FileStream _file;
    private readonly IDisposable _lock;
    private readonly JournalWrite _write;
    private readonly Thread _writer;
    private ArrayBufferWriter<byte> _filling = new(1 << 16);
    private ArrayBufferWriter<byte> _writing = new(1 << 16);
    private readonly Utf8JsonWriter _json;
    private TaskCompletionSource _batch = NewBatch();
    private TaskCompletionSource _results = new();
    private long _length;
    private bool _closing;
    private JournalException? _broken;

    private JournalFile(FileStream file, IDisposable @lock, long length, JournalWrite write)
    {
        (_file, _lock, _length, _write) = (file, @lock, length, write);
        _json = new Utf8JsonWriter(_filling, Relaxed);
        _writer = new Thread(Run) { IsBackground = true, Name = "journal" };
        _writer.Start();
    }

    /// <summary>Opens or creates a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="load">Reads the existing lines; returns the length of the complete ones, after which lines are appended.</param>
    /// <param name="write">Writes lines to the file and flushes them to disk; null for the usual way.</param>
    /// <exception cref="JournalException">The file is in use or cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static JournalFile Open(string path, Func<SafeFileHandle, long> load, JournalWrite? write = null)
    {
        RegularFile.Check(path);
        FileStream? file = null;
        try
        {
            // Others may read it. Two writers are refused by Windows, whatever name they open the file by, and elsewhere by the lock.
            try { file = PrivateFile.Open(path, FileMode.OpenOrCreate, OperatingSystem.IsWindows() ? FileShare.Read : FileShare.ReadWrite); }
            catch (IOException problem) when (OperatingSystem.IsWindows() && File.Exists(path)) { throw InUse(path, problem); }
            var held = JournalLock.TryTake(file, path) ?? throw InUse(path, null);
            try
            {
                var length = load(file.SafeFileHandle);
                // An incomplete line from a power failure would corrupt the next one.
                if (RandomAccess.GetLength(file.SafeFileHandle) > length) RandomAccess.SetLength(file.SafeFileHandle, length);
                return new JournalFile(file, held, length, write ?? Write);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Appends a line.</summary>
    /// <typeparam name="T">The type of the line.</typeparam>
    /// <param name="line">The line.</param>
    /// <param name="write">Writes the line.</param>
    /// <param name="isResult">Whether continuations only record the result and can run on the writer's thread.</param>
    /// <returns>Completes when the line is on disk; fails with a <see cref="JournalException"/> if it cannot be written.</returns>
    public Task Append<T>(T line, Action<T, Utf8JsonWriter> write, bool isResult = false)
    {
        try
        {
            lock (_gate)
            {
                if (_broken is not null) return Task.FromException(_broken);
                if (_closing) return Task.FromException(new JournalException("The journal is closed: the command has ended."));
                var wake = _filling.WrittenCount == 0;
                _json.Reset(_filling);
                write(line, _json);
                _json.Flush();
                _filling.GetSpan(1)[0] = (byte)'\n';
                _filling.Advance(1);
                if (wake) Monitor.Pulse(_gate);
                return (isResult ? _results : _batch).Task;
            }
        }
        catch (Exception problem)
        {
            // A part of the line may be in the buffer, where it would damage the next line.
            return Task.FromException(Break(problem));
        }
    }

    /// <summary>Denies other users access to the file; see <see cref="PrivateFile.TryRestrict"/>.</summary>
    /// <returns>Whether other users had access.</returns>
    public bool TryRestrict() => PrivateFile.TryRestrict(_file.SafeFileHandle);

    /// <summary>Reads a line again.</summary>
    /// <param name="offset">The offset of the line.</param>
    /// <param name="length">The length of the line.</param>
    public JournalLine At(long offset, int length) => JournalLines.At(_file.SafeFileHandle, offset, length);

    /// <summary>Reads the lines that are in the file, after the first one.</summary>
    public IEnumerable<JournalLine> ReadLines()
    {
        var lines = new JournalLines(_file.SafeFileHandle);
        while (Next(lines) is { } line) yield return line;

        static JournalLine? Next(JournalLines lines)
        {
            // The first line is the header, not a row.
            while (lines.TryRead(out var bytes, out var whole) && whole)
                if (JournalLine.TryRead(bytes, out var line)) return line;
            return null;
        }
    }

    /// <summary>Flushes the appended lines to disk and closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closing) return;
            _closing = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join();
        _lock.Dispose();
        _file.Dispose();
        _json.Dispose();
    }

    // Whatever goes wrong here fails the tasks of the lines: an exception that leaves the thread would end the process.
    private void Run()
    {
        TaskCompletionSource? batch = null, results = null;
        try
        {
            while (Take(ref batch, ref results))
            {
                _write(_file.SafeFileHandle, _writing.WrittenSpan, _length);
                _length += _writing.WrittenCount;
                _writing.ResetWrittenCount();
                batch!.SetResult();
                results!.SetResult();
            }
        }
        catch (Exception problem)
        {
            var broken = Break(problem);
            batch?.TrySetException(broken);
            results?.TrySetException(broken);
        }
    }

    // Waits for lines and takes them; false when the file is closed and there are no more.
    private bool Take(ref TaskCompletionSource? batch, ref TaskCompletionSource? results)
    {
        lock (_gate)
        {
            while (_filling.WrittenCount == 0)
            {
                if (_closing) return false;
                Monitor.Wait(_gate);
            }

            // A flush is expensive: a short delay lets more lines share it.
            if (!_closing) Monitor.Wait(_gate, BatchDelay);

            (_filling, _writing) = (_writing, _filling);
            (batch, _batch) = (_batch, NewBatch());
            (results, _results) = (_results, new());
            return true;
        }
    }

    // Fails the lines that are not written yet, and all later ones.
    private JournalException Break(Exception problem)
    {
        TaskCompletionSource batch, results;
        JournalException broken;
        lock (_gate)
        {
            if (_broken is not null) return _broken;
            _broken = broken = new JournalException($"Cannot write the journal: {problem.Message} No more rows are sent.", problem);
            _filling.ResetWrittenCount();
            (batch, results) = (_batch, _results);
        }

        batch.TrySetException(broken);
        results.TrySetException(broken);
        return broken;
    }

    private static JournalException InUse(string path, Exception? problem) => new($"Journal {path} is in use by another command. Wait until it ends, or specify another file with -Journal.", problem);

    private static void Write(SafeFileHandle file, ReadOnlySpan<byte> lines, long offset)
    {
        RandomAccess.Write(file, lines, offset);
        RandomAccess.FlushToDisk(file);
    }

    private static TaskCompletionSource NewBatch() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Writes lines to the file of a journal and flushes them to disk.</summary>
/// <param name="file">The file.</param>
/// <param name="lines">The lines.</param>
/// <param name="offset">Where they belong in the file.</param>
internal delegate void JournalWrite(SafeFileHandle file, ReadOnlySpan<byte> lines, long offset);
