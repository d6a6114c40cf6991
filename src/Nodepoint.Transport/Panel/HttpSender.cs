using Microsoft.Extensions.DependencyInjection;
using Nodepoint.IspConfig.Panel.Transport;

namespace Nodepoint.Transport.Panel;

/// <summary>Sends with a client of the HTTP client factory, without time limit and loggers of its own.</summary>
internal sealed class HttpSender : IHttpSender
{
    private const string Name = "panel";

    private readonly ServiceProvider _services;
    private readonly HttpClient _client;

    public HttpSender(HttpMessageHandler handler)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(Name, static client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Nodepoint");
            })
            .ConfigurePrimaryHttpMessageHandler(() => handler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        _services = services.BuildServiceProvider();
        _client = _services.GetRequiredService<IHttpClientFactory>().CreateClient(Name);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public void Dispose()
    {
        _client.Dispose();
        _services.Dispose();
    }
}
