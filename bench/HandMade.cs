using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Nodepoint.Bench;

/// <summary>Sends prepared bodies with a bare HttpClient; reads and discards the responses. Of certificates, that of <see cref="Http2.DelayedPanel"/> is accepted.</summary>
/// <param name="workers">How many requests are in flight.</param>
/// <param name="version">The version of HTTP; null for 1.1.</param>
internal sealed class HandMade(int workers, Version? version = null) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = workers, UseProxy = false, SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == Http2.DelayedPanel.Subject } })
    {
        DefaultRequestVersion = version ?? HttpVersion.Version11,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public TimeSpan Send(Uri address, byte[][] bodies)
    {
        var next = -1;
        var clock = Stopwatch.StartNew();
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            for (int mine; (mine = Interlocked.Increment(ref next)) < bodies.Length;)
            {
                using var content = new ByteArrayContent(bodies[mine]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                using var answer = await _client.PostAsync(address, content);
                await answer.Content.ReadAsByteArrayAsync();
            }
        }))).GetAwaiter().GetResult();
        return clock.Elapsed;
    }

    public void Dispose() => _client.Dispose();
}
