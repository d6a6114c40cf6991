using System.Net;
using MailKit;
using MailKit.Security;
using Nodepoint.IspConfig.Platform.Services;
using Nodepoint.Transport.Mail;

namespace Nodepoint.Transport.Services;

/// <summary>Talks to IMAP and POP3 servers with MailKit.</summary>
/// <param name="create">Creates the client of the protocol.</param>
internal sealed class MailboxProbe(Func<IProtocolLogger, MailService> create) : IServiceProbe
{
    /// <inheritdoc/>
    public async Task<ServiceAnswer> AskAsync(IPEndPoint server, ServiceQuestion question, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(question.Timeout);
        using var greeting = new GreetingLog();
        var certificate = new PeerCertificate();
        ProbeStream? stream = null;
        try
        {
            stream = await ProbeStream.ConnectAsync(server, limit.Token).ConfigureAwait(false);
            using var client = create(greeting);
            client.Timeout = (int)question.Timeout.TotalMilliseconds;
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback = certificate.Keep;
            await client.ConnectAsync(stream, question.Host, server.Port, question.IsTlsFirst ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable, limit.Token).ConfigureAwait(false);
            var answer = new ServiceAnswer { Banner = greeting.FirstLine, Latency = stream.Latency, OffersTls = client.IsSecure, TlsVersion = client.IsSecure ? client.SslProtocol.ToString() : "", Certificate = certificate.Value };
            try { await client.DisconnectAsync(quit: true, limit.Token).ConfigureAwait(false); }
            // It has answered; how it says goodbye does not matter.
            catch (Exception problem) when (ProbeProblem.IsExpected(problem)) { }

            return answer;
        }
        catch (Exception) when (cancel.IsCancellationRequested) { throw new OperationCanceledException(cancel); }
        catch (SslHandshakeException problem) when (!limit.IsCancellationRequested) { return new ServiceAnswer { Banner = greeting.FirstLine, Latency = stream?.Latency, OffersTls = true, TlsProblem = ProbeProblem.OfTls(problem) }; }
        catch (Exception problem) when (problem is SslHandshakeException || ProbeProblem.IsExpected(problem)) { throw ProbeProblem.Of(limit.IsCancellationRequested ? new TimeoutException() : problem, question.Timeout, stream, greeting.FirstLine); }
        finally
        {
            if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
        }
    }
}
