using System.Runtime.CompilerServices;
using Nodepoint.IspConfig.Panel;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Transport;
using Polly;
using Polly.Retry;

namespace Nodepoint.Transport.Panel;

/// <summary>Retries transient failures that are safe to repeat, up to three times with exponential backoff.</summary>
internal sealed class RetryPolicy(TimeProvider time) : IRetryPolicy
{
    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(400),
            MaxDelay = TimeSpan.FromSeconds(10),
            UseJitter = true,
            ShouldHandle = static outcome => new(outcome.Outcome.Exception is PanelException { Transient: true }),
            OnRetry = static retry =>
            {
                if (retry.Outcome.Exception is PanelException fault) Telemetry.Retry(fault.Function, fault.Kind);
                return default;
            },
        })
        .Build();

    /// <inheritdoc/>
    /// <remarks>The first attempt runs without the pipeline because nearly all succeed.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T, TState>(Func<TState, CancellationToken, ValueTask<T>> attempt, TState state, CancellationToken cancellationToken)
    {
        PanelException failed;
        try
        {
            return await attempt(state, cancellationToken).ConfigureAwait(false);
        }
        catch (PanelException fault) when (fault.Transient)
        {
            failed = fault;
        }
        return await RetryAsync(failed, attempt, state, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<T> RetryAsync<T, TState>(PanelException failed, Func<TState, CancellationToken, ValueTask<T>> attempt, TState state, CancellationToken cancellationToken)
    {
        PanelException? first = failed;
        return _pipeline.ExecuteAsync(
            token => Interlocked.Exchange(ref first, null) is { } fault ? ValueTask.FromException<T>(fault) : attempt(state, token),
            cancellationToken);
    }
}
