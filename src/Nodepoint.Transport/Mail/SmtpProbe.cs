using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Mail.Delivery;

namespace Nodepoint.Transport.Mail;

/// <summary>Talks to mail servers with MailKit.</summary>
internal sealed class SmtpProbe : ISmtpProbe
{
    /// <inheritdoc/>
    public async Task<SmtpAnswer> AskAsync(IPEndPoint server, SmtpQuestion question, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(question.Timeout);
        try
        {
            try { return await AskAsync(server, question, SecureSocketOptions.StartTlsWhenAvailable, limit.Token).ConfigureAwait(false); }
            catch (SslHandshakeException problem)
            {
                var answer = await AskAsync(server, question, SecureSocketOptions.None, limit.Token).ConfigureAwait(false);
                return answer with { OffersTls = true, TlsProblem = (problem.InnerException ?? problem).Message.Split('\n')[0].Trim().TrimEnd('.') };
            }
        }
        catch (Exception) when (cancel.IsCancellationRequested) { throw new OperationCanceledException(cancel); }
        catch (Exception problem) when (problem is SocketException or IOException or TimeoutException or OperationCanceledException or SmtpCommandException or SmtpProtocolException or MailKit.ServiceNotConnectedException)
        {
            throw new NoAnswerException(Reason(problem, question.Timeout), problem);
        }
    }

    private static async Task<SmtpAnswer> AskAsync(IPEndPoint server, SmtpQuestion question, SecureSocketOptions security, CancellationToken cancel)
    {
        ServerCertificate? certificate = null;
        using var greeting = new GreetingLog();
        using var client = new ProbeClient(greeting)
        {
            LocalDomain = question.Helo,
            Timeout = (int)question.Timeout.TotalMilliseconds,
            CheckCertificateRevocation = false,
            // The checks judge the certificate.
            ServerCertificateValidationCallback = (_, found, chain, errors) =>
            {
                certificate = found is null ? null : new ServerCertificate(found.GetRawCertData(), (errors & SslPolicyErrors.RemoteCertificateChainErrors) == 0 ? "" : string.Join("; ", chain?.ChainStatus.Select(static status => status.StatusInformation.Trim().TrimEnd('.')) ?? []));
                return true;
            },
        };
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server, cancel).ConfigureAwait(false);
            await client.ConnectAsync(socket, question.Host, server.Port, security, cancel).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var (isSecure, version) = (client.IsSecure, client.SslProtocol);
        var relay = await client.TryRecipientAsync(question.Foreign, cancel).ConfigureAwait(false);
        return new SmtpAnswer { Banner = greeting.FirstLine, OffersTls = isSecure || client.Capabilities.HasFlag(SmtpCapabilities.StartTLS), TlsVersion = isSecure ? version.ToString() : "", Certificate = certificate, Relay = relay };
    }

    private static string Reason(Exception problem, TimeSpan timeout) => problem switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused",
        SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.AddressFamilyNotSupported } => "there is no route to the address from this computer",
        OperationCanceledException or TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut } => string.Create(CultureInfo.InvariantCulture, $"no response within {timeout.TotalSeconds:0.###} seconds"),
        SmtpCommandException command => string.Create(CultureInfo.InvariantCulture, $"it answered {(int)command.StatusCode} {command.Message.Trim().TrimEnd('.')}"),
        SmtpProtocolException => "its answer is not that of a mail server",
        _ => problem.Message.TrimEnd('.'),
    };
}
