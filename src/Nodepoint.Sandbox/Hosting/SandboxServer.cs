using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Nodepoint.Sandbox.Functions;
using Nodepoint.Sandbox.Wire;

namespace Nodepoint.Sandbox.Hosting;

/// <summary>A panel in this process that listens on the specified addresses until it is disposed of.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly PanelEndpoint endpoint;
    private readonly X509Certificate2? certificate;

    private SandboxServer(WebApplication application, PanelEndpoint endpoint, X509Certificate2? certificate)
    {
        this.application = application;
        this.endpoint = endpoint;
        this.certificate = certificate;
        foreach (var address in application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses)
        {
            var uri = new Uri(address);
            if (uri.Scheme == Uri.UriSchemeHttp) HttpAddress = uri;
            else HttpsAddress = uri;
        }
        CertificatePin = certificate is null ? null : SandboxCertificate.Pin(certificate);
    }

    /// <summary>The HTTP address with the actual port; null without HTTP.</summary>
    public Uri? HttpAddress { get; }

    /// <summary>The HTTPS address with the actual port; null without HTTPS.</summary>
    public Uri? HttpsAddress { get; }

    /// <summary>The SHA-256 hash of the certificate in uppercase hexadecimal; null without HTTPS.</summary>
    public string? CertificatePin { get; }

    /// <summary>Starts a panel, which listens when the task completes.</summary>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var certificate = options.Https is null ? null : SandboxCertificate.For(options.DataFile);
        var lines = new OpenLines();
        var endpoint = new PanelEndpoint(new PanelState(options.DataFile, options.SeedFile, options.IsDemo), lines);
        try
        {
            var application = Build(options, certificate, lines);
            application.Run(endpoint.AnswerAsync);
            await application.StartAsync(cancellation);
            return new SandboxServer(application, endpoint, certificate);
        }
        catch
        {
            endpoint.Dispose();
            certificate?.Dispose();
            throw;
        }
    }

    /// <summary>Completes when a signal or disposal ends the panel.</summary>
    public Task WaitForEndAsync(CancellationToken cancellation = default) => application.WaitForShutdownAsync(cancellation);

    /// <summary>Stops listening and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        endpoint.Dispose();
        certificate?.Dispose();
    }

    private static WebApplication Build(SandboxOptions options, X509Certificate2? certificate, OpenLines lines)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
            kestrel.Limits.MaxRequestBodySize = 64 << 20;
            if (options.Http is { } http)
            {
                kestrel.Listen(http, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1;
                    listen.Use(lines.Watch);
                });
            }
            if (options.Https is not { } https) return;
            kestrel.Listen(https, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(lines.Watch);
                listen.UseHttps(certificate!);
            });
        });
        if (options.Https is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        return builder.Build();
    }
}
