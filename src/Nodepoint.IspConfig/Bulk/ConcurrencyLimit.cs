namespace Nodepoint.IspConfig.Bulk;

/// <summary>Limits how many pieces of work are in flight at once. Slots are granted in the order of the requests; the limit may change at any time.</summary>
internal sealed class ConcurrencyLimit
{
    /// <summary>The highest limit: what a panel and the sockets of a computer can handle.</summary>
    public const int Most = 256;

    private readonly object _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _limit;
    private int _taken;

    /// <summary>Creates a limit.</summary>
    /// <param name="limit">The limit, from 1 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public ConcurrencyLimit(int limit)
    {
        Check(limit);
        _limit = limit;
    }

    /// <summary>The maximum number of pieces in flight, from 1 to 256. Lowering it does not interrupt work in flight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is out of range.</exception>
    public int Limit
    {
        get { lock (_gate) return _limit; }
        set
        {
            Check(value);
            lock (_gate) _limit = value;
            GrantWaiting();
        }
    }

    /// <summary>The number of pieces in flight.</summary>
    public int Taken
    {
        get { lock (_gate) return _taken; }
    }

    /// <summary>Waits for a slot.</summary>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>Completes when a slot is granted, which must be released with <see cref="Release"/>; canceled if the wait was canceled.</returns>
    public Task WaitAsync(CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled(cancel);
        TaskCompletionSource mine;
        lock (_gate)
        {
            if (_taken < _limit && _waiting.Count == 0)
            {
                _taken++;
                return Task.CompletedTask;
            }

            mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(mine);
        }

        return cancel.CanBeCanceled ? WaitAsync(mine, cancel) : mine.Task;
    }

    /// <summary>Releases a slot.</summary>
    public void Release()
    {
        lock (_gate) _taken--;
        GrantWaiting();
    }

    private static async Task WaitAsync(TaskCompletionSource mine, CancellationToken cancel)
    {
        // A canceled waiter stays in the queue and is skipped.
        using var registration = cancel.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), mine);
        await mine.Task.ConfigureAwait(false);
    }

    private void GrantWaiting()
    {
        while (true)
        {
            TaskCompletionSource next;
            lock (_gate)
            {
                if (_taken >= _limit || !_waiting.TryDequeue(out next!)) return;
                _taken++;
            }

            if (next.TrySetResult()) continue;
            lock (_gate) _taken--;
        }
    }

    private static void Check(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Most);
    }
}
