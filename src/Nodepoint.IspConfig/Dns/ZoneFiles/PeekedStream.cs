namespace Nodepoint.IspConfig.Dns.ZoneFiles;

/// <summary>A stream whose beginning can be looked at before it is read.</summary>
/// <param name="input">The stream.</param>
internal sealed class PeekedStream(Stream input) : Stream
{
    private readonly List<byte> _peeked = [];
    private int _at;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The first byte that is not a blank or a line end, among the first bytes of the stream; -1 for none.</summary>
    public int FirstVisible()
    {
        const int farthest = 4096;
        while (_peeked.Count < farthest && input.ReadByte() is >= 0 and var next)
        {
            _peeked.Add((byte)next);
            if (next is not (' ' or '\t' or '\r' or '\n')) return next;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at == _peeked.Count) return input.Read(buffer, offset, count);
        var copied = Math.Min(count, _peeked.Count - _at);
        _peeked.CopyTo(_at, buffer, offset, copied);
        _at += copied;
        return copied;
    }

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
