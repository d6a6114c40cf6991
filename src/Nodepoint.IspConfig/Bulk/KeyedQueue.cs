using System.Collections.Concurrent;

namespace Nodepoint.IspConfig.Bulk;

/// <summary>Lets rows with the same key run one at a time, in the order in which they joined. Each row sees the result of the row before it.</summary>
/// <typeparam name="T">The result of a row.</typeparam>
internal sealed class KeyedQueue<T> where T : class
{
    private readonly ConcurrentDictionary<string, Task<T?>> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Joins the queue of a key without waiting.</summary>
    /// <param name="key">The key; case does not matter.</param>
    /// <returns>The place in the queue. It has to be disposed, or every row behind it waits until the command is stopped.</returns>
    public Place Join(string key)
    {
        var place = new Place(this, key);
        _ = _last.AddOrUpdate(key, _ => place.Ended, (_, last) =>
        {
            place.Before = last;
            return place.Ended;
        });
        return place;
    }

    /// <summary>Joins the queue of a key and waits for the rows before.</summary>
    /// <param name="key">The key; case does not matter.</param>
    /// <param name="cancel">Ends the wait, and leaves the queue.</param>
    /// <returns>The place in the queue, now the first.</returns>
    public async Task<Place> EnterAsync(string key, CancellationToken cancel)
    {
        var place = Join(key);
        try
        {
            await place.WaitAsync(cancel).ConfigureAwait(false);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>A row's place in the queue of its key.</summary>
    internal sealed class Place(KeyedQueue<T> queue, string key) : IDisposable
    {
        private readonly TaskCompletionSource<T?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The result of a row before this one; null for none.</summary>
        public T? Earlier { get; private set; }

        /// <summary>The result of this row, for the row behind it.</summary>
        public T? Result { get; set; }

        internal Task<T?> Ended => _ended.Task;

        internal Task<T?>? Before { get; set; }

        /// <summary>Waits for the rows before.</summary>
        /// <param name="cancel">Ends the wait.</param>
        public async Task WaitAsync(CancellationToken cancel)
        {
            if (Before is not null) Earlier = await Before.WaitAsync(cancel).ConfigureAwait(false);
        }

        /// <summary>Lets the next row run.</summary>
        public void Dispose()
        {
            _ended.TrySetResult(Result ?? Earlier);
            // A long import has many keys: one without waiting rows is forgotten.
            queue._last.TryRemove(new(key, Ended));
        }
    }
}
