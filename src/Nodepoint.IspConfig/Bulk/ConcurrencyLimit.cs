namespace Nodepoint.IspConfig.Bulk;

/// <summary>How many pieces of work are under way at once. Places are given in the order in which they were asked for; the limit may change at any time.</summary>
public sealed class ConcurrencyLimit
{
    /// <summary>The most that any limit can be: what a panel and the sockets of a machine bear.</summary>
    public const int Most = 256;

    private readonly object _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private int _limit;
    private int _taken;

    /// <summary>A limit.</summary>
    /// <param name="limit">How many; 1 to 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is none.</exception>
    public ConcurrencyLimit(int limit)
    {
        Check(limit);
        _limit = limit;
    }

    /// <summary>How many pieces may be under way; 1 to 256. When it falls, what is under way goes on to its end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is none.</exception>
    public int Limit
    {
        get { lock (_gate) return _limit; }
        set
        {
            Check(value);
            lock (_gate) _limit = value;
            GiveOut();
        }
    }

    /// <summary>How many pieces are under way.</summary>
    public int Taken
    {
        get { lock (_gate) return _taken; }
    }

    /// <summary>Asks for a place.</summary>
    /// <param name="cancel">Gives the wait up.</param>
    /// <returns>Completes when there is a place, which has to be given back by <see cref="Release"/>; cancelled when it was given up.</returns>
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

    /// <summary>Gives a place back.</summary>
    public void Release()
    {
        lock (_gate) _taken--;
        GiveOut();
    }

    private static async Task WaitAsync(TaskCompletionSource mine, CancellationToken cancel)
    {
        // One that gave up stays in the queue and is passed over.
        using var registration = cancel.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), mine);
        await mine.Task.ConfigureAwait(false);
    }

    private void GiveOut()
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
