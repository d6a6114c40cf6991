namespace Nodepoint.IspConfig.Bulk;

/// <summary>Runs work in the slots of a semaphore.</summary>
internal static class SemaphoreSlots
{
    /// <summary>Runs work when a slot is free.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="slots">The slots.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancel">Cancels the wait for a slot.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled, and the work was not begun.</exception>
    public static async Task<T> RunAsync<T>(this SemaphoreSlim slots, Func<Task<T>> work, CancellationToken cancel)
    {
        await slots.WaitAsync(cancel).ConfigureAwait(false);
        try { return await work().ConfigureAwait(false); }
        finally { slots.Release(); }
    }
}
