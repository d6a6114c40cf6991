using System.Diagnostics;
using System.Net.Http.Headers;

namespace Nodepoint.Bench;

/// <summary>Sends prepared bodies with a bare HttpClient; reads and discards the responses.</summary>
internal sealed class HandMade(int workers) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = workers, UseProxy = false });

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
