using System.Net;
using Nodepoint.IspConfig.Platform.Services;

namespace Nodepoint.Transport.Services;

/// <summary>Reads the first line of a service whose protocol is not known. Nothing is sent.</summary>
internal sealed class BannerProbe : IServiceProbe
{
    // In many protocols, the client begins.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task<ServiceAnswer> AskAsync(IPEndPoint server, ServiceQuestion question, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(question.Timeout);
        ProbeStream? stream = null;
        try
        {
            var start = TimeProvider.System.GetTimestamp();
            stream = await ProbeStream.ConnectAsync(server, limit.Token).ConfigureAwait(false);
            var connected = TimeProvider.System.GetElapsedTime(start);
            limit.CancelAfter(Pause);
            var line = "";
            try { line = await new LineReader(stream).ReadAsync(limit.Token).ConfigureAwait(false) ?? ""; }
            catch (Exception problem) when (!cancel.IsCancellationRequested && ProbeProblem.IsExpected(problem)) { }

            return new ServiceAnswer { Banner = line, Latency = stream.Latency ?? connected };
        }
        catch (Exception) when (cancel.IsCancellationRequested) { throw new OperationCanceledException(cancel); }
        catch (Exception problem) when (ProbeProblem.IsExpected(problem)) { throw ProbeProblem.Of(problem, question.Timeout, stream, ""); }
        finally
        {
            if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
        }
    }
}
