using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel.Changes;

/// <summary>Reports calls that write to who observes them, with their outcome.</summary>
internal static class CallReporter
{
    /// <summary>Makes a call and reports its outcome.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="observer">Gets to know it.</param>
    /// <param name="call">The call.</param>
    /// <param name="send">Makes it.</param>
    /// <param name="cancel">Cancels it; what is canceled before it is sent is not reported.</param>
    public static async Task<T> RunAsync<T>(IChangeObserver observer, PanelCall call, Func<Task<T>> send, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        T result;
        try { result = await send().ConfigureAwait(false); }
        catch (PanelException problem)
        {
            Report(observer, call, problem.Kind == FaultKind.OutcomeUnknown ? ObservedOutcome.Unknown : ObservedOutcome.Failed, problem.Kind);
            throw;
        }
        catch (OperationCanceledException)
        {
            Report(observer, call, ObservedOutcome.Unknown, null);
            throw;
        }

        Report(observer, call, ObservedOutcome.Done, null);
        return result;
    }

    /// <summary>Reports a call.</summary>
    /// <param name="observer">Gets to know it.</param>
    /// <param name="call">The call.</param>
    /// <param name="outcome">Whether the panel carried it out.</param>
    /// <param name="fault">Why it did not; null if it did.</param>
    public static void Report(IChangeObserver observer, PanelCall call, ObservedOutcome outcome, FaultKind? fault)
        => observer.Report((call.Change?.Describe(call.Function) ?? new ObservedChange(call.Function, ObservedAction.Call)) with { Outcome = outcome, Fault = fault });
}
