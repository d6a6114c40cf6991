using Nodepoint.IspConfig.Bulk;

namespace Nodepoint.PowerShell.Rows;

/// <summary>A row's turn among the rows that change the same record.</summary>
internal sealed class RowTurn : IDisposable
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KeyedQueue<object> _records;
    private readonly Task _earlierJoined;
    private readonly Task _earlierEnded;
    private KeyedQueue<object>.Place? _place;

    /// <param name="records">The queues, by record.</param>
    /// <param name="earlierJoined">Ends when all rows before have joined the queue of their record.</param>
    /// <param name="earlierEnded">Ends when all rows before are done.</param>
    public RowTurn(KeyedQueue<object> records, Task earlierJoined, Task earlierEnded)
    {
        (_records, _earlierJoined, _earlierEnded) = (records, earlierJoined, earlierEnded);
        AllEnded = earlierEnded.IsCompleted ? _ended.Task : Task.WhenAll(earlierEnded, _ended.Task);
    }

    /// <summary>Ends when this row has joined the queue of its record, which no row does before those before it.</summary>
    public Task Joined => _joined.Task;

    /// <summary>Ends when this row and all before it are done.</summary>
    public Task AllEnded { get; }

    /// <summary>Waits for the rows before that change the same record.</summary>
    /// <param name="record">The record's ID.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>Whether there were any, so that the record has to be read again.</returns>
    public async Task<bool> EnterAsync(string record, CancellationToken cancel)
    {
        await _earlierJoined.WaitAsync(cancel).ConfigureAwait(false);
        _place = _records.Join(record);
        _joined.TrySetResult();
        await _place.WaitAsync(cancel).ConfigureAwait(false);
        return _place.Before is not null;
    }

    /// <summary>Waits for all rows before, one of which may create or rename the record.</summary>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>Whether there were any in flight.</returns>
    public async Task<bool> WaitForEarlierAsync(CancellationToken cancel)
    {
        if (_earlierEnded.IsCompleted) return false;
        await _earlierEnded.WaitAsync(cancel).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _place?.Dispose();
        _ended.TrySetResult();
        if (_joined.Task.IsCompleted) return;
        // A row that failed before it was read must not let later rows pass earlier ones.
        if (_earlierJoined.IsCompleted) _joined.TrySetResult();
        else _ = _earlierJoined.ContinueWith(_ => _joined.TrySetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
