using Microsoft.Win32.SafeHandles;

namespace Nodepoint.IspConfig.Bulk.Journals;

/// <summary>Reads the lines of a journal one by one; only the current line is held in memory, and never more than the longest line that is written.</summary>
internal sealed class JournalLines(SafeFileHandle file)
{
    private const byte End = (byte)'\n';

    // Lines that are added while the file is read are not read.
    private readonly long _length = RandomAccess.GetLength(file);
    private byte[] _bytes = new byte[1 << 14];
    private int _start;
    private int _end;
    private long _offset;

    /// <summary>The offset of the last line read.</summary>
    public long Offset { get; private set; }

    /// <summary>The offset of the next line.</summary>
    public long Next => _offset;

    /// <summary>Whether the last line read is longer than any line that is written. Its bytes are not available.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The bytes without the line break; of a truncated last line, the existing part.</param>
    /// <param name="whole">Whether the line is complete.</param>
    /// <returns>Whether a line was read.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool whole)
    {
        (Offset, IsTooLong) = (_offset, false);
        while (true)
        {
            var length = _bytes.AsSpan(_start, _end - _start).IndexOf(End);
            if (length >= 0)
            {
                line = _bytes.AsSpan(_start, length);
                whole = true;
                _start += length + 1;
                _offset += length + 1;
                return true;
            }

            if (_end - _start > JournalLine.MaxLength)
            {
                IsTooLong = true;
                line = default;
                whole = Skip();
                return true;
            }

            if (Fill()) continue;
            line = _bytes.AsSpan(_start, _end - _start);
            whole = false;
            return !line.IsEmpty;
        }
    }

    /// <summary>Reads a line again.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">The offset of the line.</param>
    /// <param name="length">The length of the line.</param>
    /// <exception cref="EndOfStreamException">The file is shorter than before.</exception>
    public static JournalLine At(SafeFileHandle file, long offset, int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var more = RandomAccess.Read(file, bytes.AsSpan(read), offset + read);
            if (more == 0) throw new EndOfStreamException();
            read += more;
        }

        return JournalLine.TryRead(bytes, out var line) ? line : default;
    }

    // Skips the rest of a line that is too long; returns whether the line is complete.
    private bool Skip()
    {
        while (true)
        {
            var length = _bytes.AsSpan(_start, _end - _start).IndexOf(End);
            if (length >= 0)
            {
                _start += length + 1;
                _offset += length + 1;
                return true;
            }

            _offset += _end - _start;
            (_start, _end) = (0, 0);
            if (!Fill()) return false;
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _bytes.Length) Array.Resize(ref _bytes, Math.Min(_bytes.Length * 2, JournalLine.MaxLength + 1));
        var rest = _length - _offset - _end;
        var room = _bytes.AsSpan(_end);
        var read = rest <= 0 ? 0 : RandomAccess.Read(file, rest < room.Length ? room[..(int)rest] : room, _offset + _end);
        _end += read;
        return read > 0;
    }
}
