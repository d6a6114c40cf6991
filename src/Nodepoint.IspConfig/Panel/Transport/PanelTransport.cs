using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Session;
using Nodepoint.IspConfig.Panel.Wire;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>The HTTP transport to one panel: one handler, with its connections, for as long as the panel is connected.</summary>
internal sealed class PanelTransport : IDisposable
{
    private static readonly Version Http11 = HttpVersion.Version11;

    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);
    private readonly string _endpoint;
    private readonly SocketsHttpHandler _handler;
    private readonly IHttpSender _sender;
    private readonly CertificatePolicy _certificates;
    private readonly TimeProvider _time;
    private volatile bool _disposed;

    public PanelTransport(Uri endpoint, PanelOptions options)
    {
        _endpoint = endpoint.GetLeftPart(UriPartial.Path);
        Endpoint = endpoint;
        Panel = endpoint.GetLeftPart(UriPartial.Authority);
        Timeout = options.Timeout;
        _time = options.Time;
        _certificates = new CertificatePolicy(options);
        _handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            // Apache closes an idle connection after five seconds; the outcome of a write sent at that time would be unknown.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(4),
            MaxConnectionsPerServer = Bulk.ConcurrencyLimit.Most,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = !endpoint.IsLoopback,
            SslOptions = { RemoteCertificateValidationCallback = _certificates.Accept },
        };
        _sender = TransportAssembly.Factory<ITransportFactory>().CreateSender(_handler);
    }

    /// <summary>The panel's address without path, for messages.</summary>
    public string Panel { get; }

    /// <summary>The address that calls are sent to.</summary>
    public Uri Endpoint { get; }

    public string? CertificatePin => _certificates.Pin;

    public TimeSpan Timeout { get; }

    /// <summary>How far the panel's clock is ahead of this computer's, by the last response (its Date has whole seconds); null if it did not say.</summary>
    public TimeSpan? ClockDifference { get; private set; }

    public Deadline NewDeadline(CancellationToken cancellationToken) => new(Timeout, _time, cancellationToken);

    /// <summary>Sends a call and waits for the headers of the reply.</summary>
    /// <returns>The reply, or null if the lease was no longer valid when the body was about to be sent: nothing was sent then.</returns>
    /// <exception cref="PanelException">No reply arrived.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpResponseMessage?> SendAsync(PanelCall call, SessionLease? lease, Deadline deadline, CancellationToken caller)
    {
        PooledBuffer body = PooledBuffer.Rent();
        WriteBody(body, call, lease?.Session);
        var content = new PanelContent(body, lease, call, _time);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(call.Function)) { Content = content, Version = Http11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        try
        {
            HttpResponseMessage reply = await _sender.SendAsync(request, deadline.Token).ConfigureAwait(false);
            body.Dispose();
            if (reply.Headers.Date is { } date) ClockDifference = date - _time.GetUtcNow();
            return reply;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The buffer is left to the garbage collector because the network may still be reading it.
            if (content.Withheld) return null;
            throw Explain(call, error, content.Started, deadline, caller);
        }
    }

    /// <summary>Creates the exception to throw for a network error.</summary>
    public Exception Explain(PanelCall call, Exception error, bool started, Deadline deadline, CancellationToken caller)
    {
        if (caller.IsCancellationRequested) return new OperationCanceledException(caller);
        if (deadline.Token.IsCancellationRequested) return TransportFailures.TimedOut(Panel, Timeout, started).ToException(call);
        if (_disposed || error is ObjectDisposedException) return TransportFailures.Disconnected(started).ToException(call);
        if (error is OperationCanceledException) return TransportFailures.TimedOut(Panel, Timeout, started).ToException(call);
        return TransportFailures.Network(Panel, error, started, _certificates.Refusal).ToException(call);
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _sender.Dispose();
        _handler.Dispose();
        _certificates.Dispose();
    }

    private static void WriteBody(PooledBuffer body, PanelCall call, PanelSession? session)
    {
        Utf8JsonWriter writer = body.Writer;
        writer.WriteStartObject();
        if (session is not null) writer.WriteString("session_id"u8, session.Id);
        call.WriteMembers?.Invoke(writer);
        writer.WriteEndObject();
        writer.Flush();
    }

    private Uri Address(string function) =>
        _addresses.TryGetValue(function, out Uri? known) ? known : _addresses.GetOrAdd(function, static (name, endpoint) => new Uri(endpoint + "?" + name), _endpoint);
}
