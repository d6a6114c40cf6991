using System.Net;
using MailKit.Net.Smtp;
using MailKit.Security;
using Nodepoint.IspConfig.Mail.Delivery;
using Nodepoint.Transport.Services;

namespace Nodepoint.Transport.Mail;

/// <summary>Talks to mail servers with MailKit.</summary>
internal sealed class SmtpProbe : ISmtpProbe
{
    /// <inheritdoc/>
    public async Task<SmtpAnswer> AskAsync(IPEndPoint server, SmtpQuestion question, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(question.Timeout);
        using var greeting = new GreetingLog();
        ProbeStream? stream = null;
        try
        {
            try
            {
                stream = await ProbeStream.ConnectAsync(server, limit.Token).ConfigureAwait(false);
                return await AskAsync(stream, server, question, question.IsTlsFirst ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable, greeting, limit.Token).ConfigureAwait(false);
            }
            catch (SslHandshakeException problem) when (!limit.IsCancellationRequested)
            {
                var failed = new SmtpAnswer { Banner = greeting.FirstLine, Latency = stream?.Latency, OffersTls = true, TlsProblem = ProbeProblem.OfTls(problem) };
                if (question.IsTlsFirst) return failed;
                await stream!.DisposeAsync().ConfigureAwait(false);
                stream = await ProbeStream.ConnectAsync(server, limit.Token).ConfigureAwait(false);
                using var second = new GreetingLog();
                return failed with { Relay = (await AskAsync(stream, server, question, SecureSocketOptions.None, second, limit.Token).ConfigureAwait(false)).Relay };
            }
        }
        catch (Exception) when (cancel.IsCancellationRequested) { throw new OperationCanceledException(cancel); }
        catch (Exception problem) when (problem is SslHandshakeException || ProbeProblem.IsExpected(problem))
        {
            throw ProbeProblem.Of(limit.IsCancellationRequested ? new TimeoutException() : problem, question.Timeout, stream, greeting.FirstLine);
        }
        finally
        {
            if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<SmtpAnswer> AskAsync(ProbeStream stream, IPEndPoint server, SmtpQuestion question, SecureSocketOptions security, GreetingLog greeting, CancellationToken cancel)
    {
        var certificate = new PeerCertificate();
        using var client = new ProbeClient(greeting)
        {
            LocalDomain = question.Helo,
            Timeout = (int)question.Timeout.TotalMilliseconds,
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = certificate.Keep,
        };
        await client.ConnectAsync(stream, question.Host, server.Port, security, cancel).ConfigureAwait(false);
        var (isSecure, version) = (client.IsSecure, client.SslProtocol);
        var relay = await client.TryRecipientAsync(question.Foreign, cancel).ConfigureAwait(false);
        return new SmtpAnswer { Banner = greeting.FirstLine, Latency = stream.Latency, OffersTls = isSecure || client.Capabilities.HasFlag(SmtpCapabilities.StartTLS), TlsVersion = isSecure ? version.ToString() : "", Certificate = certificate.Value, Relay = relay };
    }
}
