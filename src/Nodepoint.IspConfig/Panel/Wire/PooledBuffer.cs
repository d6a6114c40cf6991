using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nodepoint.IspConfig.Panel.Wire;

/// <summary>A pooled buffer that grows. Its contents are cleared when it is returned because calls contain passwords.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 16 * 1024;
    private const int LargestKept = 256 * 1024;
    private const int MostKept = 64;
    private static readonly ConcurrentQueue<PooledBuffer> Pool = new();

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private Utf8JsonWriter? _writer;
    private int _length;

    private PooledBuffer()
    {
    }

    public static PooledBuffer Rent() => Pool.TryDequeue(out PooledBuffer? buffer) ? buffer : new PooledBuffer();

    public int Length => _length;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>A JSON writer for this buffer, reset to the beginning.</summary>
    public Utf8JsonWriter Writer
    {
        get
        {
            if (_writer is null) return _writer = new Utf8JsonWriter(this, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            _writer.Reset(this);
            return _writer;
        }
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    public void Clear()
    {
        _bytes.AsSpan(0, _length).Clear();
        _length = 0;
    }

    public void Dispose()
    {
        Clear();
        if (_bytes.Length <= LargestKept && Pool.Count < MostKept)
        {
            Pool.Enqueue(this);
            return;
        }
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Reserve(int sizeHint)
    {
        int wanted = Math.Max(sizeHint, 1);
        if (_bytes.Length - _length >= wanted) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_bytes.Length * 2, _length + wanted)));
        Span.CopyTo(larger);
        _bytes.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
