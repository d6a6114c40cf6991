using System.Collections.Concurrent;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>A token that is canceled with the caller's token or when a request times out. With the system clock, its source is pooled.</summary>
internal sealed class Deadline : IDisposable
{
    private const int MostKept = 64;
    private static readonly ConcurrentQueue<CancellationTokenSource> Pool = new();

    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _caller;
    private readonly TimeSpan _timeout;
    private readonly bool _pooled;
    private bool _disposed;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _timeout = timeout;
        _pooled = time == TimeProvider.System;
        if (_pooled)
        {
            _source = Pool.TryDequeue(out CancellationTokenSource? used) ? used : new CancellationTokenSource();
            _source.CancelAfter(timeout);
        }
        else
        {
            _source = new CancellationTokenSource(timeout, time);
        }
        Token = _source.Token;
        _caller = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token { get; }

    /// <summary>Restarts the timeout.</summary>
    public void Restart() => _source.CancelAfter(_timeout);

    /// <summary>Stops the timeout until the next <see cref="Restart"/>.</summary>
    public void Pause() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        // Waits for a cancellation in progress, so that it does not reach the next user of the source.
        _caller.Dispose();
        if (_pooled && Pool.Count < MostKept && _source.TryReset()) Pool.Enqueue(_source);
        else _source.Dispose();
    }
}
