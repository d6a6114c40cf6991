using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Bulk;

/// <summary>
/// Runs work side by side, begins it in the order in which it came, and hands its results out in that order. It holds a bounded number of pieces, so
/// that a fast source waits for a slow panel. For one consumer.
/// </summary>
/// <typeparam name="T">A result.</typeparam>
/// <param name="limit">How many pieces are under way at once.</param>
/// <param name="capacity">How many pieces are held at most, those included that are done but wait for a slow one before them; from 1.</param>
public sealed class OrderedWindow<T>(ConcurrencyLimit limit, int capacity)
{
    private readonly Queue<Task<T>> _pieces = new();

    /// <summary>Whether a result has to be taken before more work may be added.</summary>
    public bool IsFull => _pieces.Count >= capacity;

    /// <summary>Whether more than half of what it can hold is in it.</summary>
    public bool IsHalfFull => _pieces.Count > capacity / 2;

    /// <summary>Whether nothing is left to take.</summary>
    public bool IsEmpty => _pieces.Count == 0;

    /// <summary>Adds a piece of work.</summary>
    /// <param name="work">The work; what it throws is thrown where its result is taken.</param>
    /// <param name="withdrawn">The result of work that is not begun any more.</param>
    /// <param name="settle">What follows the work outside its place; null for nothing.</param>
    /// <param name="noMore">Ends the wait for a place: the work is not begun then.</param>
    public void Add(Func<Task<T>> work, Func<T> withdrawn, Func<T, Task>? settle, CancellationToken noMore)
        => _pieces.Enqueue(RunAsync(limit.WaitAsync(noMore), work, withdrawn, settle));

    /// <summary>Adds a result that is there already, in its turn.</summary>
    /// <param name="result">The result.</param>
    public void Add(T result) => _pieces.Enqueue(Task.FromResult(result));

    /// <summary>Takes the next result when it is there already.</summary>
    /// <param name="result">The result.</param>
    /// <returns>Whether there was one.</returns>
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

    /// <summary>Takes the next result, waiting for it.</summary>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    public T Take() => Take(CancellationToken.None);

    /// <summary>Takes the next result, waiting for it.</summary>
    /// <param name="cancel">Ends the wait; the result stays where it is then.</param>
    /// <returns>The result.</returns>
    /// <exception cref="InvalidOperationException">Nothing is left.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public T Take(CancellationToken cancel)
    {
        var piece = _pieces.Peek();
        // What it throws is thrown once it is taken, not wrapped by the wait.
        if (!piece.IsCompleted) Task.WaitAny([piece], cancel);
        _pieces.Dequeue();
        return piece.GetAwaiter().GetResult();
    }

    // The place is asked for by the caller itself, so that work begins in the order in which it came.
    private async Task<T> RunAsync(Task place, Func<Task<T>> work, Func<T> withdrawn, Func<T, Task>? settle)
    {
        T result;
        var isHere = place.IsCompleted;
        await place.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (place.IsCanceled) result = withdrawn();
        else
        {
            // Who had to wait for the place is on another thread than the caller already.
            try { result = await (isHere ? Task.Run(work) : work()).ConfigureAwait(false); }
            finally { limit.Release(); }
        }

        if (settle is not null) await settle(result).ConfigureAwait(false);
        return result;
    }
}
