using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Nodepoint.Bench.State;

/// <summary>A call as it was sent.</summary>
internal sealed partial record RecordedCall(string Function, byte[] Body)
{
    public bool IsWrite => Function.EndsWith("_add", StringComparison.Ordinal) || Function.EndsWith("_update", StringComparison.Ordinal) || Function.Contains("_delete", StringComparison.Ordinal) || Function.EndsWith("_set_status", StringComparison.Ordinal);

    /// <summary>The same call in another session.</summary>
    public byte[] BodyWith(string session) => Encoding.UTF8.GetBytes(Session().Replace(Encoding.UTF8.GetString(Body), $"\"session_id\":\"{session}\"", 1));

    [GeneratedRegex("\"session_id\":\"[^\"]*\"")]
    private static partial Regex Session();
}

/// <summary>Passes calls on to a panel and records them in the order in which they arrive.</summary>
internal sealed class RecordingRelay : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(10) };
    private readonly ConcurrentQueue<RecordedCall> _calls = new();
    private readonly Uri _panel;

    public RecordingRelay(Uri panel)
    {
        _panel = panel;
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public Uri Address { get; }

    public IReadOnlyCollection<RecordedCall> Calls => _calls;

    public void Dispose()
    {
        _listener.Close();
        _client.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try { context = await _listener.GetContextAsync(); }
            catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException) { return; }
            _ = Task.Run(() => RelayAsync(context));
        }
    }

    private async Task RelayAsync(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var bytes = body.ToArray();
        _calls.Enqueue(new RecordedCall(context.Request.Url!.Query.TrimStart('?'), bytes));
        using var content = new ByteArrayContent(bytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_panel, context.Request.Url.PathAndQuery)) { Content = content };
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(context.Response.OutputStream);
        context.Response.Close();
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
