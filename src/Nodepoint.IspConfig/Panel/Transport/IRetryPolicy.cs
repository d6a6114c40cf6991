using Nodepoint.IspConfig.Panel.Faults;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>Repeats attempts that failed.</summary>
internal interface IRetryPolicy
{
    /// <summary>Runs an attempt, and repeats it as long as it throws a <see cref="PanelException"/> that is transient and the policy allows it.</summary>
    ValueTask<T> RunAsync<T, TState>(Func<TState, CancellationToken, ValueTask<T>> attempt, TState state, CancellationToken cancellationToken);
}
