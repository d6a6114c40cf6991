using System.Collections.Concurrent;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Lets rows of one command that mean the same record go one after the other, each knowing what the one it waited for has added; a later one finds it on the panel.</summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class Alike<T> where T : class
{
    private readonly ConcurrentDictionary<string, Task<T?>> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for the rows before that mean the same.</summary>
    /// <param name="identity">What tells the record from others.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The turn; its end lets the next one go.</returns>
    public async Task<Turn> EnterAsync(string identity, CancellationToken cancel)
    {
        var turn = new Turn(Leave, identity);
        Task<T?>? before = null;
        _ = _last.AddOrUpdate(identity, _ => turn.Ended, (_, last) =>
        {
            before = last;
            return turn.Ended;
        });
        try { if (before is not null) turn.Earlier = await before.WaitAsync(cancel).ConfigureAwait(false); }
        catch
        {
            turn.Dispose();
            throw;
        }

        return turn;
    }

    // Nobody waits behind it, and a long import has many records.
    private void Leave(string identity, Task<T?> ended) => _last.TryRemove(new(identity, ended));

    /// <summary>A row's turn.</summary>
    internal sealed class Turn(Action<string, Task<T?>> leave, string identity) : IDisposable
    {
        private readonly TaskCompletionSource<T?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>What a row before has added; null for nothing.</summary>
        public T? Earlier { get; set; }

        /// <summary>What this row has added.</summary>
        public T? Added { get; set; }

        internal Task<T?> Ended => _ended.Task;

        public void Dispose()
        {
            _ended.TrySetResult(Added ?? Earlier);
            leave(identity, Ended);
        }
    }
}
