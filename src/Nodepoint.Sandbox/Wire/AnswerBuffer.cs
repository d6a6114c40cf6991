using System.Buffers;

namespace Nodepoint.Sandbox.Wire;

/// <summary>A response in chunks, so that a long one is not copied as it grows.</summary>
internal sealed class AnswerBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 4 * 1024, Largest = 512 * 1024;

    private readonly List<(byte[] Bytes, int Used)> full = [];
    private byte[] current = ArrayPool<byte>.Shared.Rent(Smallest);
    private int used;

    public long Length { get; private set; }

    public void Advance(int count)
    {
        used += count;
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return current.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return current.AsSpan(used);
    }

    /// <summary>Sends the chunks in order.</summary>
    public async Task CopyToAsync(Stream stream, CancellationToken cancellation)
    {
        foreach (var (bytes, length) in full) await stream.WriteAsync(bytes.AsMemory(0, length), cancellation);
        await stream.WriteAsync(current.AsMemory(0, used), cancellation);
    }

    /// <summary>Writes the chunks in order.</summary>
    public void CopyTo(Stream stream)
    {
        foreach (var (bytes, length) in full) stream.Write(bytes, 0, length);
        stream.Write(current, 0, used);
    }

    /// <summary>Appends the chunks to another buffer.</summary>
    public void CopyTo(AnswerBuffer other)
    {
        foreach (var (bytes, length) in full) other.Write(bytes.AsSpan(0, length));
        other.Write(current.AsSpan(0, used));
    }

    public void Dispose()
    {
        foreach (var (bytes, _) in full) ArrayPool<byte>.Shared.Return(bytes);
        ArrayPool<byte>.Shared.Return(current);
        full.Clear();
        current = [];
    }

    private void Reserve(int size)
    {
        if (current.Length - used >= Math.Max(size, 1)) return;
        full.Add((current, used));
        current = ArrayPool<byte>.Shared.Rent(Math.Max(size, Math.Min(current.Length * 2, Largest)));
        used = 0;
    }
}
