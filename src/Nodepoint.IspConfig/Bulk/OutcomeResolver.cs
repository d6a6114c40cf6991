using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Bulk;

/// <summary>Carries a write to an outcome that is known: after a lost answer the panel is looked at before anything is sent again.</summary>
/// <param name="time">The clock that the waits go by.</param>
public sealed class OutcomeResolver(TimeProvider time)
{
    private const int Sends = 6;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends a write until it is known whether it was done.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="send">Sends it.</param>
    /// <param name="look">Looks whether it was done, after an answer was lost: what was done, or null where it was not.</param>
    /// <param name="told">Is told what was found out, in words.</param>
    /// <param name="cancel">Ends the waits.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="PanelException">The panel refuses; <see cref="FaultKind.OutcomeUnknown"/> where answers were lost again and again.</exception>
    public async Task<T> ResolveAsync<T>(Func<CancellationToken, Task<T>> send, Func<CancellationToken, Task<T?>> look, Action<string> told, CancellationToken cancel) where T : class
    {
        ArgumentNullException.ThrowIfNull(send);
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(told);
        PanelException? lost = null;
        for (var sent = 1; ; sent++)
        {
            try { return await send(cancel).ConfigureAwait(false); }
            catch (PanelException problem) when (problem.Kind == FaultKind.OutcomeUnknown) { lost = problem; }
            catch (PanelException problem) when (lost is not null && problem.Kind is FaultKind.Duplicate or FaultKind.NotFound)
            {
                // An earlier one was carried out after all, later than it was looked for.
                if (await LookAsync(look, lost, cancel).ConfigureAwait(false) is { } late) return Tell(late, told);
                throw;
            }
            catch (PanelException problem) when (lost is not null && problem.IsUnanswered) { throw lost; }

            if (await LookAsync(look, lost, cancel).ConfigureAwait(false) is { } done) return Tell(done, told);
            if (sent == Sends) throw lost;
            // A panel that lost the connection may still be at it: it gets a moment, and is looked at once more.
            await Task.Delay(Wait * (1 << sent), time, cancel).ConfigureAwait(false);
            if (await LookAsync(look, lost, cancel).ConfigureAwait(false) is { } slow) return Tell(slow, told);
            told("the answer was lost; it was not done and is sent again");
        }
    }

    /// <summary>Sends a write that does no harm when it is done twice until an answer comes.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="send">Sends it.</param>
    /// <param name="told">Is told what happened, in words.</param>
    /// <param name="cancel">Ends the waits.</param>
    /// <returns>What the last one gave, and how often it was sent.</returns>
    /// <exception cref="PanelException">The panel refuses; <see cref="FaultKind.OutcomeUnknown"/> where answers were lost again and again.</exception>
    public async Task<(T Answer, int Sent)> RepeatAsync<T>(Func<CancellationToken, Task<T>> send, Action<string> told, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(send);
        ArgumentNullException.ThrowIfNull(told);
        PanelException? lost = null;
        for (var sent = 1; ; sent++)
        {
            try { return (await send(cancel).ConfigureAwait(false), sent); }
            catch (PanelException problem) when (problem.Kind == FaultKind.OutcomeUnknown && sent < Sends)
            {
                lost = problem;
                told("the answer was lost; it is sent again, as that does no harm");
                await Task.Delay(Wait * (1 << sent), time, cancel).ConfigureAwait(false);
            }
            catch (PanelException problem) when (lost is not null && problem.IsUnanswered) { throw lost; }
        }
    }

    // A panel that cannot be asked says nothing of what became of the call.
    private static async Task<T?> LookAsync<T>(Func<CancellationToken, Task<T?>> look, PanelException lost, CancellationToken cancel) where T : class
    {
        try { return await look(cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.IsUnanswered) { throw lost; }
    }

    private static T Tell<T>(T done, Action<string> told)
    {
        told("the answer was lost; it was done");
        return done;
    }
}
