using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Nodepoint.IspConfig.Platform.Services;

namespace Nodepoint.Transport.Services;

/// <summary>Talks to web servers: one request for the first page, of which only the headers are read.</summary>
internal sealed class HttpProbe : IServiceProbe
{
    /// <inheritdoc/>
    public async Task<ServiceAnswer> AskAsync(IPEndPoint server, ServiceQuestion question, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(question.Timeout);
        var (certificate, version) = (new PeerCertificate(), "");
        ProbeStream? stream = null;
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = async (_, stop) => stream = await ProbeStream.ConnectAsync(server, stop).ConfigureAwait(false),
            PlaintextStreamFilter = (context, _) =>
            {
                if (context.PlaintextStream is SslStream secure) version = secure.SslProtocol.ToString();
                return ValueTask.FromResult(context.PlaintextStream);
            },
            SslOptions = new SslClientAuthenticationOptions { TargetHost = question.Host, RemoteCertificateValidationCallback = certificate.Keep, CertificateRevocationCheckMode = X509RevocationMode.NoCheck },
        };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(question.IsTlsFirst ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, question.Host, server.Port).Uri);
            request.Headers.UserAgent.ParseAdd("Nodepoint");
            request.Headers.ConnectionClose = true;
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            var software = response.Headers.Server.ToString();
            return new ServiceAnswer
            {
                Banner = $"HTTP/{response.Version} {(int)response.StatusCode} {response.ReasonPhrase}{(software.Length > 0 ? $", {software}" : "")}",
                Latency = stream?.Latency,
                OffersTls = question.IsTlsFirst,
                TlsVersion = version,
                Certificate = certificate.Value,
                Status = (int)response.StatusCode,
            };
        }
        catch (Exception) when (cancel.IsCancellationRequested) { throw new OperationCanceledException(cancel); }
        catch (HttpRequestException problem) when (!limit.IsCancellationRequested && problem.HttpRequestError == HttpRequestError.SecureConnectionError && problem.InnerException is AuthenticationException or IOException)
        {
            return new ServiceAnswer { Latency = stream?.Latency, OffersTls = true, TlsProblem = ProbeProblem.OfTls(problem) };
        }
        catch (Exception problem) when (ProbeProblem.IsExpected(problem)) { throw ProbeProblem.Of(limit.IsCancellationRequested ? new TimeoutException() : problem, question.Timeout, stream, ""); }
    }
}
