using System.Collections.Concurrent;

namespace Nodepoint.PowerShell.Rows;

/// <summary>Lets rows of one command that are about the same go one after the other, in the order of the input. Turns are given out on the pipeline's own thread.</summary>
internal sealed class Turns
{
    private readonly ConcurrentDictionary<string, Task> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The work of a row, which waits for that of the rows before it.</summary>
    /// <param name="subject">What the row is about; null for work that waits for nothing.</param>
    /// <param name="work">The work; rows behind it wait until it has ended, so it has to be begun or all behind it left.</param>
    /// <returns>The work in its turn.</returns>
    public Func<Row, CancellationToken, Task> InTurn(string? subject, Func<Row, CancellationToken, Task> work)
    {
        if (subject is null) return work;
        var before = _last.TryGetValue(subject, out var last) ? last : Task.CompletedTask;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _last[subject] = ended.Task;
        return async (row, cancel) =>
        {
            try
            {
                await before.WaitAsync(cancel).ConfigureAwait(false);
                await work(row, cancel).ConfigureAwait(false);
            }
            finally
            {
                ended.SetResult();
                // Nobody waits behind it, and a long import is about many things.
                _last.TryRemove(new(subject, ended.Task));
            }
        };
    }
}
