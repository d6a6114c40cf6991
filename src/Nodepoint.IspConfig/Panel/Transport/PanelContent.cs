using System.Net;
using System.Net.Http.Headers;
using Nodepoint.IspConfig.Panel.Session;
using Nodepoint.IspConfig.Panel.Wire;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>The body of a call, straight from its buffer. It knows whether any of it was handed to the network, which tells whether
/// a write can have happened, and looks at the last moment whether its pass still holds.</summary>
internal sealed class PanelContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly PooledBuffer _body;
    private readonly SessionPass? _pass;

    public PanelContent(PooledBuffer body, SessionPass? pass)
    {
        _body = body;
        _pass = pass;
        Headers.ContentType = Json;
    }

    /// <summary>Whether the body was begun to be sent.</summary>
    public bool Started { get; private set; }

    /// <summary>Whether the body was held back because its session had died, or come into doubt, in the meantime.</summary>
    public bool HeldBack { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (_pass is { Holds: false })
        {
            HeldBack = true;
            return Task.FromException(new IOException("The session may have ended."));
        }
        Started = true;
        return stream.WriteAsync(_body.Memory, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
