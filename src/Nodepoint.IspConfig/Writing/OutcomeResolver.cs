using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Writing;

/// <summary>Sends a write until its outcome is known: after a lost response the panel is checked before anything is sent again.</summary>
/// <param name="time">The clock for delays.</param>
internal sealed class OutcomeResolver(TimeProvider time)
{
    private const int MaxAttempts = 6;

    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>Sends a write until it is known whether it was carried out.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="send">Sends the write.</param>
    /// <param name="check">Checks after a lost response whether the write was carried out: its result, or null if it was not.</param>
    /// <param name="report">Receives the findings as text.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The result.</returns>
    /// <exception cref="PanelException">The panel refuses; <see cref="FaultKind.OutcomeUnknown"/> if responses were lost repeatedly.</exception>
    public async Task<T> ResolveAsync<T>(Func<CancellationToken, Task<T>> send, Func<CancellationToken, Task<T?>> check, Action<string> report, CancellationToken cancel) where T : class
    {
        ArgumentNullException.ThrowIfNull(send);
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(report);
        PanelException? lost = null;
        for (var sent = 1; ; sent++)
        {
            try { return await send(cancel).ConfigureAwait(false); }
            catch (PanelException problem) when (problem.Kind == FaultKind.OutcomeUnknown) { lost = problem; }
            catch (PanelException problem) when (lost is not null && problem.Kind is FaultKind.Duplicate or FaultKind.NotFound)
            {
                // An earlier request was carried out after the check.
                if (await CheckAsync(check, lost, cancel).ConfigureAwait(false) is { } late) return Report(late, report);
                throw;
            }
            catch (PanelException problem) when (lost is not null && problem.IsUnanswered) { throw lost; }

            if (await CheckAsync(check, lost, cancel).ConfigureAwait(false) is { } done) return Report(done, report);
            if (sent == MaxAttempts) throw lost;
            // The panel may still be processing the request, so it is checked again after a delay.
            await Task.Delay(BaseDelay * (1 << sent), time, cancel).ConfigureAwait(false);
            if (await CheckAsync(check, lost, cancel).ConfigureAwait(false) is { } slow) return Report(slow, report);
            report("the response was lost; the request was not carried out and is sent again");
        }
    }

    /// <summary>Sends a write that is safe to repeat until a response arrives.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="send">Sends the write.</param>
    /// <param name="report">Receives what happened as text.</param>
    /// <param name="cancel">Cancels the operation.</param>
    /// <returns>The last response, and how many times the request was sent.</returns>
    /// <exception cref="PanelException">The panel refuses; <see cref="FaultKind.OutcomeUnknown"/> if responses were lost repeatedly.</exception>
    public async Task<(T Answer, int Sent)> RepeatAsync<T>(Func<CancellationToken, Task<T>> send, Action<string> report, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(send);
        ArgumentNullException.ThrowIfNull(report);
        PanelException? lost = null;
        for (var sent = 1; ; sent++)
        {
            try { return (await send(cancel).ConfigureAwait(false), sent); }
            catch (PanelException problem) when (problem.Kind == FaultKind.OutcomeUnknown && sent < MaxAttempts)
            {
                lost = problem;
                report("the response was lost; the request is sent again because it is safe to repeat");
                await Task.Delay(BaseDelay * (1 << sent), time, cancel).ConfigureAwait(false);
            }
            catch (PanelException problem) when (lost is not null && problem.IsUnanswered) { throw lost; }
        }
    }

    // If the panel cannot be checked, the outcome remains unknown.
    private static async Task<T?> CheckAsync<T>(Func<CancellationToken, Task<T?>> check, PanelException lost, CancellationToken cancel) where T : class
    {
        try { return await check(cancel).ConfigureAwait(false); }
        catch (PanelException problem) when (problem.IsUnanswered) { throw lost; }
    }

    private static T Report<T>(T done, Action<string> report)
    {
        report("the response was lost; the request was carried out");
        return done;
    }
}
