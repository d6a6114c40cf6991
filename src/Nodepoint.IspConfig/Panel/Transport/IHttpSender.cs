namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>Sends HTTP requests.</summary>
internal interface IHttpSender : IDisposable
{
    /// <summary>Sends a request and waits for the headers of its reply, without a time limit of its own.</summary>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
