using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Bulk;

/// <summary>
/// Runs work concurrently, starts it in the order of the input, and returns its results in that order. It holds a bounded number of pieces, so
/// that a fast source waits for a slow panel. For a single consumer.
/// </summary>
/// <typeparam name="T">The type of a result.</typeparam>
/// <param name="limit">The limit of the pieces in flight at once.</param>
/// <param name="capacity">The maximum number of pieces held, including completed ones that wait for an earlier one; at least 1.</param>
internal sealed class OrderedWindow<T>(ConcurrencyLimit limit, int capacity)
{
    private readonly Queue<Task<T>> _pieces = new();

    /// <summary>Whether a result must be taken before more work can be added.</summary>
    public bool IsFull => _pieces.Count >= capacity;

    /// <summary>Whether it is more than half full.</summary>
    public bool IsHalfFull => _pieces.Count > capacity / 2;

    /// <summary>Whether there are no more results.</summary>
    public bool IsEmpty => _pieces.Count == 0;

    /// <summary>Adds a piece of work.</summary>
    /// <param name="work">The work; its exceptions are thrown when its result is taken.</param>
    /// <param name="withdrawn">Creates the result of work that was not started.</param>
    /// <param name="settle">Runs after the work, outside its slot; null for nothing.</param>
    /// <param name="noMore">Cancels the wait for a slot; the work is then not started.</param>
    public void Add(Func<Task<T>> work, Func<T> withdrawn, Func<T, Task>? settle, CancellationToken noMore)
        => _pieces.Enqueue(RunAsync(limit.WaitAsync(noMore), work, withdrawn, settle));

    /// <summary>Adds a completed result in order.</summary>
    /// <param name="result">The result.</param>
    public void Add(T result) => _pieces.Enqueue(Task.FromResult(result));

    /// <summary>Removes and returns the next result if it is completed.</summary>
    /// <param name="result">The result.</param>
    /// <returns>Whether a result was taken.</returns>
    public bool TryTake([MaybeNullWhen(false)] out T result)
    {
        if (_pieces.TryPeek(out var piece) && piece.IsCompleted)
        {
            result = Take();
            return true;
        }

        result = default;
        return false;
    }

    /// <summary>Waits some time for the next result, which remains.</summary>
    /// <param name="most">How long to wait at most.</param>
    /// <param name="cancel">Cancels the wait.</param>
    /// <returns>Whether it is completed.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public bool Wait(TimeSpan most, CancellationToken cancel) => _pieces.Peek() is var piece && (piece.IsCompleted || Task.WaitAny([piece], (int)most.TotalMilliseconds, cancel) >= 0);

    /// <summary>Waits for the next result, removes it and returns it.</summary>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">There are no more results.</exception>
    public T Take() => Take(CancellationToken.None);

    /// <summary>Waits for the next result, removes it and returns it.</summary>
    /// <param name="cancel">Cancels the wait; the result then remains.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">There are no more results.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public T Take(CancellationToken cancel)
    {
        var piece = _pieces.Peek();
        // WaitAny does not throw the work's exception; GetResult throws it unwrapped.
        if (!piece.IsCompleted) Task.WaitAny([piece], cancel);
        _pieces.Dequeue();
        return piece.GetAwaiter().GetResult();
    }

    // The caller requests the slot, so that work starts in the order of the input.
    private async Task<T> RunAsync(Task slot, Func<Task<T>> work, Func<T> withdrawn, Func<T, Task>? settle)
    {
        T result;
        var isImmediate = slot.IsCompleted;
        await slot.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (slot.IsCanceled) result = withdrawn();
        else
        {
            // After a wait for the slot, this no longer runs on the caller's thread.
            try { result = await (isImmediate ? Task.Run(work) : work()).ConfigureAwait(false); }
            finally { limit.Release(); }
        }

        if (settle is not null) await settle(result).ConfigureAwait(false);
        return result;
    }
}
