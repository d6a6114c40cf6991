using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

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
    private readonly SafeFileHandle _file;
    private readonly FileStream _lock;
    private readonly Thread _writer;
    private ArrayBufferWriter<byte> _filling = new(1 << 16);
    private ArrayBufferWriter<byte> _writing = new(1 << 16);
    private readonly Utf8JsonWriter _json;
    private TaskCompletionSource _batch = NewBatch();
    private TaskCompletionSource _results = new();
    private long _length;
    private bool _closing;
    private Exception? _broken;

    private JournalFile(SafeFileHandle file, FileStream @lock, long length)
    {
        (_file, _lock, _length) = (file, @lock, length);
        _json = new Utf8JsonWriter(_filling, Relaxed);
        _writer = new Thread(Run) { IsBackground = true, Name = "journal" };
        _writer.Start();
    }

    /// <summary>Opens or creates a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="load">Reads the existing lines; returns the length of the complete ones, after which lines are appended.</param>
    /// <exception cref="JournalException">The file is in use or cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static JournalFile Open(string path, Func<SafeFileHandle, long> load)
    {
        FileStream held;
        // A separate file is locked, so that other processes can read the journal.
        try { held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose); }
        catch (IOException problem) when (File.Exists(path + ".lock")) { throw new JournalException($"Journal {path} is in use by another command. Wait until it ends, or specify another file with -Journal.", problem); }
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            var length = load(file);
            // An incomplete line from a power failure would corrupt the next one.
            if (RandomAccess.GetLength(file) > length) RandomAccess.SetLength(file, length);
            return new JournalFile(file, held, length);
        }
        catch
        {
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Appends a line.</summary>
    /// <typeparam name="T">The type of the line.</typeparam>
    /// <param name="line">The line.</param>
    /// <param name="write">Writes the line.</param>
    /// <param name="isResult">Whether continuations only record the result and can run on the writer's thread.</param>
    /// <returns>Completes when the line is on disk; fails if it cannot be written.</returns>
    public Task Append<T>(T line, Action<T, Utf8JsonWriter> write, bool isResult = false)
    {
        lock (_gate)
        {
            if (_broken is not null) return Task.FromException(_broken);
            ObjectDisposedException.ThrowIf(_closing, this);
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

    /// <summary>Reads a line again.</summary>
    /// <param name="offset">The offset of the line.</param>
    /// <param name="length">The length of the line.</param>
    public JournalLine At(long offset, int length) => JournalLines.At(_file, offset, length);

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
        _file.Dispose();
        _lock.Dispose();
        _json.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            TaskCompletionSource batch, results;
            lock (_gate)
            {
                while (_filling.WrittenCount == 0)
                {
                    if (_closing) return;
                    Monitor.Wait(_gate);
                }

                // A flush is expensive: a short delay lets more lines share it.
                if (!_closing) Monitor.Wait(_gate, BatchDelay);

                (_filling, _writing) = (_writing, _filling);
                (batch, _batch) = (_batch, NewBatch());
                (results, _results) = (_results, new());
            }

            try
            {
                RandomAccess.Write(_file, _writing.WrittenSpan, _length);
                RandomAccess.FlushToDisk(_file);
                _length += _writing.WrittenCount;
                _writing.ResetWrittenCount();
                batch.SetResult();
                results.SetResult();
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                var broken = new JournalException($"Cannot write the journal: {problem.Message} No more rows are sent.", problem);
                lock (_gate)
                {
                    _broken = broken;
                    _filling.ResetWrittenCount();
                    _batch.SetException(broken);
                    _results.SetException(broken);
                }

                batch.SetException(broken);
                results.SetException(broken);
                return;
            }
        }
    }

    private static TaskCompletionSource NewBatch() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
