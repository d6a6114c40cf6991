using System.Diagnostics.CodeAnalysis;

namespace Nodepoint.IspConfig.Bulk;

/// <summary>
/// Runs work side by side, begins it in the order in which it came, and hands its results out in that order. It holds a bounded number of pieces, so
/// that a fast source waits for a slow panel. For one consumer.
/// </summary>
/// <typeparam name="T">A result.</typeparam>
public sealed class OrderedWindow<T> : IDisposable
{
    // Room for pieces that are done but wait for a slow one before them.
    private const int Depth = 8;

    private readonly Queue<Task<T>> _pieces = new();
    private readonly SemaphoreSlim _places;
    private readonly int _capacity;

    /// <summary>A window.</summary>
    /// <param name="limit">How many pieces are under way at once; from 1.</param>
    public OrderedWindow(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        _places = new SemaphoreSlim(limit);
        _capacity = limit * Depth;
    }

    /// <summary>Whether a result has to be taken before more work may be added.</summary>
    public bool IsFull => _pieces.Count >= _capacity;

    /// <summary>Whether nothing is left to take.</summary>
    public bool IsEmpty => _pieces.Count == 0;

    /// <summary>Adds a piece of work.</summary>
    /// <param name="work">The work; what it throws is thrown where its result is taken.</param>
    /// <param name="cancel">Ends the wait for a place.</param>
    public void Add(Func<Task<T>> work, CancellationToken cancel) => _pieces.Enqueue(RunAsync(_places.WaitAsync(cancel), work, cancel));

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
    public T Take() => _pieces.Dequeue().GetAwaiter().GetResult();

    // The place is asked for by the caller itself, so that work begins in the order in which it came.
    private async Task<T> RunAsync(Task place, Func<Task<T>> work, CancellationToken cancel)
    {
        await place.ConfigureAwait(false);
        try { return await Task.Run(work, cancel).ConfigureAwait(false); }
        finally { _places.Release(); }
    }

    /// <summary>Waits for what is under way; its results are dropped.</summary>
    public void Dispose()
    {
        Task.WhenAll(_pieces).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
        _pieces.Clear();
        _places.Dispose();
    }
}
