using System.Net;
using System.Net.Sockets;

namespace Nodepoint.Transport.Services;

/// <summary>A connection to a service that is tested. It measures when the service answers, and ends when it sends more than a test needs.</summary>
internal sealed class ProbeStream : Stream
{
    private const int MostBytes = 256 * 1024;

    private readonly NetworkStream _inner;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly long _start;
    private long _first;
    private int _received;

    private ProbeStream(NetworkStream inner, long start) => (_inner, _start) = (inner, start);

    /// <summary>How long the first bytes took, with the connection; null before them.</summary>
    public TimeSpan? Latency => _first == 0 ? null : _time.GetElapsedTime(_start, _first);

    /// <summary>Whether the service has closed the connection.</summary>
    public bool IsClosed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override bool CanTimeout => true;

    public override int ReadTimeout { get => _inner.ReadTimeout; set => _inner.ReadTimeout = value; }

    public override int WriteTimeout { get => _inner.WriteTimeout; set => _inner.WriteTimeout = value; }

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Connects to a service.</summary>
    /// <param name="server">The address and port.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <exception cref="SocketException">The service cannot be reached.</exception>
    public static async Task<ProbeStream> ConnectAsync(IPEndPoint server, CancellationToken cancel)
    {
        var start = TimeProvider.System.GetTimestamp();
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try { await socket.ConnectAsync(server, cancel).ConfigureAwait(false); }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new ProbeStream(new NetworkStream(socket, ownsSocket: true), start);
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(_inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Count(_inner.Read(buffer));

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Count(await _inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).ConfigureAwait(false));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _inner.Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => _inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _inner.WriteAsync(buffer, cancellationToken);

    public override void Flush() => _inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        if (_first == 0 && read > 0) _first = _time.GetTimestamp();
        IsClosed |= read == 0;
        _received += read;
        return _received <= MostBytes ? read : throw new EndlessAnswerException();
    }
}
