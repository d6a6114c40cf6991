using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Nodepoint.Bench.Http2;

/// <summary>A panel over https that offers HTTP/2 and HTTP/1.1, and responds to each request after a delay. It ends when its standard input ends.</summary>
internal static class DelayedPanel
{
    /// <summary>Whom its certificate is for.</summary>
    public const string Subject = "CN=127.0.0.1";

    private static readonly byte[] Added = Encoding.UTF8.GetBytes("""{"code":"ok","message":"","response":"1"}""");

    public static async Task RunAsync(TimeSpan delay)
    {
        using var certificate = Certificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Apache and nginx allow as many or more.
            kestrel.Limits.Http2.MaxStreamsPerConnection = 128;
            kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1AndHttp2;
                endpoint.UseHttps(certificate);
            });
        });
        await using var panel = builder.Build();
        panel.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            await Task.Delay(delay);
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = Added.Length;
            await context.Response.Body.WriteAsync(Added);
        });
        await panel.StartAsync();
        Console.WriteLine(new Uri(panel.Urls.First()).Port);
        await Console.In.ReadToEndAsync();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var signed = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // Kestrel needs a key that is stored with the certificate.
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pfx), null);
    }
}
