using System.Net;
using System.Net.Http.Headers;
using Nodepoint.IspConfig.Panel.Session;
using Nodepoint.IspConfig.Panel.Wire;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>The body of a request, sent directly from its buffer. It records whether sending has started, which decides whether
/// a write may have been carried out, and checks immediately before sending whether its lease is still valid.</summary>
internal sealed class PanelContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly PooledBuffer _body;
    private readonly SessionLease? _lease;
    private readonly PanelCall _call;
    private readonly TimeProvider _time;

    public PanelContent(PooledBuffer body, SessionLease? lease, PanelCall call, TimeProvider time)
    {
        _body = body;
        _lease = lease;
        _call = call;
        _time = time;
        Headers.ContentType = Json;
    }

    /// <summary>Whether sending the body has started.</summary>
    public bool Started { get; private set; }

    /// <summary>Whether the body was not sent because its session had ended or become unverified in the meantime.</summary>
    public bool Withheld { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (_lease is { IsValid: false })
        {
            Withheld = true;
            return Task.FromException(new IOException("The session may have ended."));
        }
        Started = true;
        _call.SentAt = _time.GetTimestamp();
        return stream.WriteAsync(_body.Memory, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
