using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Nodepoint.IspConfig.Platform.Services;

namespace Nodepoint.Transport.Services;

/// <summary>Talks to FTP servers: the greeting, AUTH TLS (RFC 4217), and QUIT.</summary>
internal sealed class FtpProbe : IServiceProbe
{
    private const int MostLines = 200;

    /// <inheritdoc/>
    public async Task<ServiceAnswer> AskAsync(IPEndPoint server, ServiceQuestion question, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(question.Timeout);
        ProbeStream? stream = null;
        var banner = "";
        try
        {
            stream = await ProbeStream.ConnectAsync(server, limit.Token).ConfigureAwait(false);
            var lines = new LineReader(stream);
            var (code, first, last) = await ReplyAsync(lines, limit.Token).ConfigureAwait(false);
            banner = first;
            // Such as 421: too many connections.
            if (code != 220) throw new IOException($"it answered {last}");
            await SendAsync(stream, "AUTH TLS", limit.Token).ConfigureAwait(false);
            (code, _, _) = await ReplyAsync(lines, limit.Token).ConfigureAwait(false);
            var answer = new ServiceAnswer { Banner = banner, Latency = stream.Latency, OffersTls = code == 234 };
            if (code == 234) return await SecureAsync(stream, answer, question, limit.Token).ConfigureAwait(false);
            await SendAsync(stream, "QUIT", limit.Token).ConfigureAwait(false);
            return answer;
        }
        catch (Exception) when (cancel.IsCancellationRequested) { throw new OperationCanceledException(cancel); }
        catch (Exception problem) when (ProbeProblem.IsExpected(problem)) { throw ProbeProblem.Of(limit.IsCancellationRequested ? new TimeoutException() : problem, question.Timeout, stream, banner); }
        finally
        {
            if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<ServiceAnswer> SecureAsync(ProbeStream stream, ServiceAnswer answer, ServiceQuestion question, CancellationToken cancel)
    {
        var certificate = new PeerCertificate();
        using var secure = new SslStream(stream, leaveInnerStreamOpen: true);
        try
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = question.Host, RemoteCertificateValidationCallback = certificate.Keep, CertificateRevocationCheckMode = X509RevocationMode.NoCheck }, cancel).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is AuthenticationException or IOException) { return answer with { TlsProblem = ProbeProblem.OfTls(problem) }; }

        var version = secure.SslProtocol.ToString();
        try { await SendAsync(secure, "QUIT", cancel).ConfigureAwait(false); }
        // It has answered; how it says goodbye does not matter.
        catch (Exception problem) when (ProbeProblem.IsExpected(problem)) { }

        return answer with { TlsVersion = version, Certificate = certificate.Value };
    }

    private static async Task SendAsync(Stream stream, string command, CancellationToken cancel) => await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancel).ConfigureAwait(false);

    // RFC 959 4.2: the last line of a reply has a space after the code of the first.
    private static async Task<(int Code, string First, string Last)> ReplyAsync(LineReader lines, CancellationToken cancel)
    {
        var first = await lines.ReadAsync(cancel).ConfigureAwait(false) ?? throw new EndOfStreamException();
        if (first.Length < 3 || !first[..3].All(char.IsAsciiDigit) || (first.Length > 3 && first[3] is not (' ' or '-'))) throw new WrongAnswerException(first);
        var last = first;
        for (var count = 1; first.Length > 3 && first[3] == '-' && !(last.StartsWith(first[..3], StringComparison.Ordinal) && last.Length > 3 && last[3] == ' '); count++)
        {
            if (count > MostLines) throw new EndlessAnswerException();
            last = await lines.ReadAsync(cancel).ConfigureAwait(false) ?? throw new EndOfStreamException();
        }

        return (int.Parse(first.AsSpan(0, 3), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture), first, last);
    }
}
