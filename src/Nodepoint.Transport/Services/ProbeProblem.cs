using System.Globalization;
using System.Net.Http;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Nodepoint.IspConfig.Dns.Live;
using Nodepoint.IspConfig.Platform.Services;
using AuthenticationException = System.Security.Authentication.AuthenticationException;

namespace Nodepoint.Transport.Services;

/// <summary>Says why a service could not be tested.</summary>
internal static class ProbeProblem
{
    /// <summary>Whether an exception is about the service or the network.</summary>
    /// <param name="problem">The exception.</param>
    public static bool IsExpected(Exception problem) => problem is SocketException or IOException or TimeoutException or OperationCanceledException or ProtocolException or CommandException or ServiceNotConnectedException or HttpRequestException or AuthenticationException or InvalidOperationException;

    /// <summary>The exception for the library.</summary>
    /// <param name="problem">What happened.</param>
    /// <param name="timeout">How long the service had.</param>
    /// <param name="stream">The connection; null without one.</param>
    /// <param name="banner">The first line that the service sent.</param>
    public static NoAnswerException Of(Exception problem, TimeSpan timeout, ProbeStream? stream, string banner)
    {
        var (reason, isWrong) = Reason(problem, timeout, banner, stream is { IsClosed: true });
        return new NoAnswerException(reason, problem) { IsConnected = stream is not null, IsWrongProtocol = isWrong, HasNoRoute = Causes(problem).Any(static cause => cause is SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.AddressFamilyNotSupported }) };
    }

    /// <summary>Why TLS could not begin, in words that end a sentence.</summary>
    /// <param name="problem">What happened.</param>
    public static string OfTls(Exception problem)
    {
        var cause = Causes(problem).FirstOrDefault(static one => one is not (SslHandshakeException or HttpRequestException)) ?? problem;
        return BannerText.Clean((cause is AuthenticationException { InnerException: { } inner } ? inner : cause).Message.Split('\n')[0].TrimEnd('.'));
    }

    private static (string Reason, bool IsWrong) Reason(Exception problem, TimeSpan timeout, string banner, bool isClosed)
    {
        foreach (var cause in Causes(problem))
        {
            switch (cause)
            {
                case EndlessAnswerException: return (cause.Message, true);
                case WrongAnswerException: return ($"it sent '{BannerText.Clean(cause.Message)}'", true);
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }: return ("the connection was refused", false);
                case SocketException { SocketErrorCode: SocketError.ConnectionReset }: return ("the connection was closed", false);
                case SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.AddressFamilyNotSupported }: return ("there is no route to the address from this computer", false);
                case OperationCanceledException or TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut }: return (string.Create(CultureInfo.InvariantCulture, $"no response within {timeout.TotalSeconds:0.###} seconds"), false);
                case ProtocolException when isClosed && banner.Length == 0: return ("the connection was closed", false);
                case HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or EndOfStreamException: return ("the connection was closed", false);
                case SmtpCommandException command: return (string.Create(CultureInfo.InvariantCulture, $"it answered {(int)command.StatusCode} {BannerText.Clean(command.Message).TrimEnd('.')}"), false);
                case CommandException: return ($"it answered {BannerText.Clean(cause.Message).TrimEnd('.')}", false);
                case ProtocolException or HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.HttpProtocolError }:
                    return (banner.Length > 0 ? $"it sent '{BannerText.Clean(banner)}'" : "its answer cannot be read", true);
            }
        }

        return (BannerText.Clean(Causes(problem).Last().Message.TrimEnd('.')), false);
    }

    private static IEnumerable<Exception> Causes(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException) yield return cause;
    }
}
