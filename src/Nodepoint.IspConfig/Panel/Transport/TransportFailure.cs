using System.Net;
using System.Net.Sockets;
using Nodepoint.IspConfig.Panel.Faults;
using Nodepoint.IspConfig.Panel.Wire;

namespace Nodepoint.IspConfig.Panel.Transport;

/// <summary>A call that failed without an error from the panel.</summary>
/// <param name="Kind">The kind of fault if the panel cannot have carried out the call.</param>
/// <param name="Problem">What happened, as a sentence.</param>
/// <param name="Advice">What to do, as a sentence, or an empty string.</param>
/// <param name="NotExecuted">Whether the panel certainly did not carry out the call.</param>
/// <param name="Transient">Whether a retry may succeed.</param>
/// <param name="Inner">The cause, if it may be shown.</param>
internal readonly record struct TransportFailure(FaultKind Kind, string Problem, string Advice, bool NotExecuted, bool Transient, Exception? Inner = null)
{
    /// <summary>Creates the exception for the caller: a write that may have been carried out is never reported as failed, and never sent again.</summary>
    public PanelException ToException(PanelCall call)
    {
        if (!call.IsWrite || NotExecuted)
            return new PanelException(Kind, call.Function, Join(Problem, Advice), Inner) { Transient = Transient };
        return new PanelException(FaultKind.OutcomeUnknown, call.Function,
            $"{Problem} It is not known whether {call.Function} was carried out: check the panel before you run it again.", Inner);
    }

    private static string Join(string what, string advice) => advice.Length == 0 ? what : what + " " + advice;
}

/// <summary>Classifies network failures and unexpected replies.</summary>
internal static class TransportFailures
{
    public static TransportFailure Disconnected(bool started) =>
        new(FaultKind.SessionEnded, "The panel is disconnected.", "Connect again with Connect-NpPanel.", NotExecuted: !started, Transient: false);

    public static TransportFailure TimedOut(string panel, TimeSpan timeout, bool started) => started
        ? new(FaultKind.Unreachable, FormattableString.Invariant($"The panel at {panel} did not answer within {timeout.TotalSeconds:0.###} seconds."), "", NotExecuted: false, Transient: true)
        : new(FaultKind.Unreachable, FormattableString.Invariant($"The panel at {panel} could not be reached within {timeout.TotalSeconds:0.###} seconds."), "Check its address and any firewall in between.", NotExecuted: true, Transient: true);

    public static TransportFailure Network(string panel, Exception error, bool started, string? certificate)
    {
        HttpRequestError reason = (error as HttpRequestException)?.HttpRequestError ?? (error as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown;
        switch (reason)
        {
            case HttpRequestError.NameResolutionError:
                return new(FaultKind.Unreachable, $"The panel at {panel} could not be reached: its host name could not be resolved.", "Check the address.", true, true, error);
            case HttpRequestError.ConnectionError:
                bool refused = error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
                return new(FaultKind.Unreachable,
                    $"The panel at {panel} could not be reached: {(refused ? "the connection was refused" : "no connection could be established")}.",
                    "Check the address, its port, and that the panel's web server is running.", true, true, error);
            case HttpRequestError.ProxyTunnelError:
                return new(FaultKind.Unreachable, $"The panel at {panel} could not be reached: the proxy refused the connection.", "Check the system's proxy settings.", true, false, error);
            case HttpRequestError.SecureConnectionError when certificate is not null:
                return new(FaultKind.Certificate, certificate, "", true, false);
            case HttpRequestError.SecureConnectionError:
                return new(FaultKind.Unreachable, $"No secure connection to the panel at {panel} could be established.", "Check that this port uses https.", true, false, error);
        }
        if (!started) return new(FaultKind.Unreachable, $"The panel at {panel} could not be reached.", "Check its address.", true, true, error);
        return new(FaultKind.Unreachable, $"The connection to the panel at {panel} was lost before the response was complete.", "", false, true);
    }

    /// <summary>A reply that did not come from the remote API.</summary>
    public static TransportFailure UnexpectedReply(string panel, PanelCall call, HttpStatusCode status, string? location, ReadOnlySpan<byte> body)
    {
        int number = (int)status;
        bool html = LooksLikeHtml(body);
        if (number is >= 300 and < 400)
        {
            return new(FaultKind.Unreachable, $"There is no remote API at {panel}: the server redirects{(location is null ? "" : $" to {location}")}.",
                "Check the address.", true, false);
        }
        if (status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone)
            return new(FaultKind.Unreachable, $"There is no remote API at {panel} (HTTP {number}).", "Check the address; the panel usually listens on port 8080.", true, false);
        if (status is HttpStatusCode.TooManyRequests)
            return new(FaultKind.Unreachable, $"The web server or proxy of the panel at {panel} currently accepts no more requests (HTTP 429).", "Lower the throttle limit.", true, true);
        if (number is >= 400 and < 500)
        {
            return new(FaultKind.Refused, $"The web server or proxy of the panel at {panel} refused the request (HTTP {number}).",
                "The panel itself did not refuse it: check the access rules of the web server or proxy.", true, false);
        }
        if (number is 502 or 503 or 504)
        {
            return new(FaultKind.Unreachable, $"The web server or proxy of the panel at {panel} got no response from it (HTTP {number}).",
                "Check that PHP and the database are running on the panel's host.", false, true);
        }
        if (number >= 500)
        {
            return new(FaultKind.BadReply, $"The panel failed while running {call.Function} (HTTP {number}{(body.IsEmpty ? ", empty response" : "")}).",
                "Its error log states the reason; a value of the wrong type can cause this.", false, true);
        }
        if (body.IndexOf("Remote API is disabled"u8) >= 0)
        {
            return new(FaultKind.Refused, "The panel's remote API is disabled.",
                "Set remote_api_allowed to yes in the panel's security settings.", true, false);
        }
        if (html)
        {
            return new(FaultKind.BadReply, $"The panel returned an HTML page instead of a response to {call.Function}. Changes made before the failure remain in effect.",
                "Its error log may state the reason.", false, true);
        }
        if (body.IsEmpty)
            return new(FaultKind.BadReply, $"The panel returned an empty response to {call.Function}.", "Text in its database that is not UTF-8 can cause this; its error log states the reason.", false, true);
        return Envelope.FindStart(body) >= 0
            ? CutOff(call)
            : new(FaultKind.BadReply, $"The response to {call.Function} did not come from an ISPConfig panel, or the panel is broken.", "Check the address.", false, true);
    }

    /// <summary>A well-formed reply whose response does not have the expected shape. A retry does not help.</summary>
    public static TransportFailure UnexpectedShape(PanelCall call) =>
        new(FaultKind.BadReply, $"The panel's response to {call.Function} does not have the expected form.", "This version of the panel may not be supported.", false, false);

    public static TransportFailure TooLarge(PanelCall call) =>
        new(FaultKind.BadReply, $"The panel's response to {call.Function} is too large.", "Request fewer rows.", false, false);

    public static TransportFailure CutOff(PanelCall call) =>
        new(FaultKind.BadReply, $"The panel's response to {call.Function} is cut off or did not come from a panel.", "", false, true);

    public static TransportFailure InterruptedAfter(PanelCall call, long rows) =>
        new(FaultKind.BadReply, FormattableString.Invariant($"The panel's response to {call.Function} was cut off after {rows} rows."), "Try again.", false, true);

    private static bool LooksLikeHtml(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> head = body[..Math.Min(body.Length, 2048)];
        int at = 0;
        while (at < head.Length && (head[at] <= ' ' || head[at] is 0xEF or 0xBB or 0xBF)) at++;
        return at < head.Length && head[at] == (byte)'<';
    }
}
